package handler

import "sync"

// changing is held by each command that changes documents, from looking for them until they are changed.
var changing sync.Mutex
