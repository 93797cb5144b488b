// Prints as JSON what BuildKit makes of the Dockerfile in a folder: what `docker build --check` says of it, its stages,
// and which of the files named on stdin (a path a line) its .dockerignore lets into the build.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log"
	"os"
	"path/filepath"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/subrequests/lint"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
	digest "github.com/opencontainers/go-digest"
)

type step struct {
	Instruction string               `json:"instruction"`
	Says        instructions.Command `json:"says"`
}

type stage struct {
	Name  string `json:"name"`
	Base  string `json:"base"`
	Steps []step `json:"steps"`
}

type report struct {
	Warnings []lint.Warning   `json:"warnings"`
	Error    *lint.BuildError `json:"error"`
	Stages   []stage          `json:"stages"`
	Context  []string         `json:"context"`
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: dockerfile FOLDER < names of files")
	}
	made, err := look(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(made); err != nil {
		log.Fatal(err)
	}
}

func look(folder string) (*report, error) {
	text, err := os.ReadFile(filepath.Join(folder, "Dockerfile"))
	if err != nil {
		return nil, err
	}
	source := llb.NewSourceMap(nil, "Dockerfile", "Dockerfile", text)
	source.Definition = &llb.Definition{}
	checked, err := dockerfile2llb.DockerfileLint(context.Background(), text, dockerfile2llb.ConvertOpt{
		SourceMap:    source,
		MetaResolver: anyImage{},
	})
	if err != nil {
		return nil, err
	}
	stages, err := stagesOf(text)
	if err != nil {
		return nil, err
	}
	let, err := letIn(folder)
	if err != nil {
		return nil, err
	}
	return &report{checked.Warnings, checked.Error, stages, let}, nil
}

func stagesOf(text []byte) ([]stage, error) {
	parsed, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	found, _, err := instructions.Parse(parsed.AST, nil)
	if err != nil {
		return nil, err
	}
	stages := []stage{}
	for _, one := range found {
		steps := []step{}
		for _, command := range one.Commands {
			steps = append(steps, step{command.Name(), command})
		}
		stages = append(stages, stage{one.Name, one.BaseName, steps})
	}
	return stages, nil
}

func letIn(folder string) ([]string, error) {
	file, err := os.Open(filepath.Join(folder, ".dockerignore"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("there is no .dockerignore")
	} else if err != nil {
		return nil, err
	}
	defer file.Close()
	patterns, err := ignorefile.ReadAll(file)
	if err != nil {
		return nil, err
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		return nil, err
	}
	let := []string{}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		ignored, err := matcher.MatchesOrParentMatches(lines.Text())
		if err != nil {
			return nil, err
		}
		if !ignored {
			let = append(let, lines.Text())
		}
	}
	return let, nil
}

// anyImage stands for every base image, of which nothing is known here.
type anyImage struct{}

func (anyImage) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	return ref, "", []byte(`{"os":"linux","architecture":"amd64","config":{}}`), nil
}
