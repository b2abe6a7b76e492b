// Reads heads, tiles and proofs of a log by the code that Go's own checksum database is read by, which nothing of ours is in: each folder
// holds what a server hands out of a tree of one size.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// tiles reads those of a folder, named as C2SP's tlog-tiles has them.
type tiles struct{ folder string }

func (tiles) Height() int                         { return height }
func (tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(asked []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(asked))
	for i, tile := range asked {
		// Go's own names have the height in front of the level.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(t.folder, path))
		if err != nil {
			return nil, err
		}
		found[i] = bytes
	}
	return found, nil
}

func main() {
	verifier := must(note.NewVerifier(os.Args[1]))
	for _, folder := range os.Args[2:] {
		fmt.Println(check(folder, verifier))
	}
}

// check says of how many leaves the tree is, how many entries are its leaves, and how many proofs of ours are right.
func check(folder string, verifier note.Verifier) string {
	checkpoint := must(os.ReadFile(filepath.Join(folder, "checkpoint")))
	opened := must(note.Open(checkpoint, note.VerifierList(verifier)))
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		panic("another origin: " + lines[0])
	}
	size := must(strconv.ParseInt(lines[1], 10, 64))
	tree := tlog.Tree{N: size, Hash: hash(lines[2])}
	reader := tlog.TileHashReader(tree, tiles{folder})
	if must(tlog.TreeHash(size, reader)) != tree.Hash {
		panic("another root")
	}
	entries := leaves(folder, size)
	for _, index := range []int64{0, size / 2, size - 1} {
		proof := must(tlog.ProveRecord(size, index, reader))
		if err := tlog.CheckRecord(proof, size, tree.Hash, index, entries[index]); err != nil {
			panic(err)
		}
	}
	return fmt.Sprintf("%d leaves, %d entries, %d proofs", size, len(entries), proofs(folder, tree, entries))
}

// leaves gives the hash of each entry; that it is the leaf of its index is looked at by the proofs and the tiles.
func leaves(folder string, size int64) []tlog.Hash {
	var hashes []tlog.Hash
	for number := int64(0); int64(len(hashes)) < size; number++ {
		width := int(min(size-number*256, 256))
		path := strings.Replace(tlog.Tile{H: height, L: -1, N: number, W: width}.Path(), "tile/8/data/", "tile/entries/", 1)
		bundle := must(os.ReadFile(filepath.Join(folder, path)))
		leaf := must(os.ReadFile(filepath.Join(folder, strings.Replace(tlog.Tile{H: height, L: 0, N: number, W: width}.Path(), "tile/8/", "tile/", 1))))
		for at := 0; len(bundle) > 0; at++ {
			length := int(binary.BigEndian.Uint16(bundle))
			entry := tlog.RecordHash(bundle[2 : 2+length])
			if string(entry[:]) != string(leaf[at*32:(at+1)*32]) {
				panic(fmt.Sprintf("entry %d is not its leaf", number*256+int64(at)))
			}
			hashes = append(hashes, entry)
			bundle = bundle[2+length:]
		}
	}
	return hashes
}

// proofs checks those that the log itself has made: a line each, `record <index> <hash>…` or `tree <size> <root> <hash>…`.
func proofs(folder string, tree tlog.Tree, entries []tlog.Hash) int {
	lines := strings.Split(strings.TrimSpace(string(must(os.ReadFile(filepath.Join(folder, "proofs"))))), "\n")
	for _, line := range lines {
		fields := strings.Fields(line)
		n := must(strconv.ParseInt(fields[1], 10, 64))
		var err error
		if fields[0] == "record" {
			err = tlog.CheckRecord(hashes(fields[2:]), tree.N, tree.Hash, n, entries[n])
		} else {
			err = tlog.CheckTree(hashes(fields[3:]), tree.N, tree.Hash, n, hash(fields[2]))
		}
		if err != nil {
			panic(line + ": " + err.Error())
		}
	}
	return len(lines)
}

func hashes(texts []string) []tlog.Hash {
	found := make([]tlog.Hash, len(texts))
	for i, text := range texts {
		found[i] = hash(text)
	}
	return found
}

func hash(text string) tlog.Hash {
	bytes := must(base64.StdEncoding.DecodeString(text))
	return tlog.Hash(bytes)
}

func must[Value any](value Value, err error) Value {
	if err != nil {
		panic(err)
	}
	return value
}
