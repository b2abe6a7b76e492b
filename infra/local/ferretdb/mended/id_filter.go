package sqlite

import (
	"fmt"
	"strings"

	"github.com/FerretDB/FerretDB/internal/backends/sqlite/metadata"
	"github.com/FerretDB/FerretDB/internal/handler/sjson"
	"github.com/FerretDB/FerretDB/internal/types"
)

// idFilter narrows a query to the documents whose _id is the one, or among those, that the filter names; the rest of the filter is
// applied to what is found.
func idFilter(filter *types.Document) (string, []any) {
	if filter == nil {
		return "", nil
	}
	v, _ := filter.Get("_id")
	values := []any{v}
	if among, ok := v.(*types.Document); ok {
		in, _ := among.Get("$in")
		array, ok := in.(*types.Array)
		if !ok {
			return "", nil
		}
		values = make([]any, array.Len())
		for i := range values {
			values[i], _ = array.Get(i)
		}
	}
	ids := make([]any, len(values))
	for i, value := range values {
		text, ok := value.(string)
		if !ok {
			return "", nil
		}
		id, err := sjson.MarshalSingleValue(text)
		if err != nil {
			return "", nil
		}
		ids[i] = string(id)
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(ids)), ", ")
	return fmt.Sprintf(" WHERE %s IN (%s)", metadata.IDColumn, marks), ids
}
