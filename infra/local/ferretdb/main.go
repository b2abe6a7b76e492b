// FerretDB with its SQLite backend, embedded: a server that speaks MongoDB's protocol, for tests.
// Usage: ferretdb FOLDER ADDRESS
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	f, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: os.Args[2]},
		Handler:  "sqlite",
		// On disk after a process is killed, if not after the power fails: enough for tests.
		SQLiteURL: "file:" + os.Args[1] + "/?_pragma=synchronous(normal)",
	})
	if err != nil {
		log.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := f.Run(ctx); err != nil && ctx.Err() == nil {
		log.Fatal(err)
	}
}
