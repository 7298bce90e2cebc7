package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"example/webhooks"
)

func main() {
	file, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	for _, line := range strings.Split(strings.TrimRight(string(file), "\n"), "\n") {
		parts := strings.Split(line, "\t")
		now, _ := strconv.ParseInt(parts[0], 10, 64)
		headers := map[string]string{"webhook-id": parts[2], "webhook-timestamp": parts[3], "webhook-signature": parts[4]}
		body, _ := base64.StdEncoding.DecodeString(parts[5])
		header := func(name string) string { return headers[name] }
		fmt.Println(webhooks.IsSigned(strings.Split(parts[1], ","), header, body, time.Unix(now, 0)))
	}
}
