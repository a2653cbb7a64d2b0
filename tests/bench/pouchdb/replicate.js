// The peer of drain_bench: a PouchDB on LevelDB replicates `count` documents of `bytes` bytes each, 100 a batch, to a
// PouchDB server in a process of its own, over plain HTTP on loopback. Prints one JSON line with the documents per
// second of the replication alone. In its favour: no TLS, no signatures, and LevelDB does not sync each write.
//
// node replicate.js <count> <bytes>
"use strict";
const { fork } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");
const PouchDB = require("pouchdb");

function serve(folder) {
  const app = require("express")();
  const Stored = PouchDB.defaults({ prefix: folder + path.sep });
  app.use("/", require("express-pouchdb")(Stored, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: path.join(folder, "log.txt") }));
  const server = app.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
  process.on("disconnect", () => process.exit(0));
}

async function replicate(count, bytes) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pouchdb-bench-"));
  fs.mkdirSync(path.join(folder, "server"));
  const server = fork(__filename, ["server", path.join(folder, "server")]);
  try {
    const port = await new Promise((found, lost) => {
      server.once("message", (said) => found(said.port));
      server.once("exit", (code) => lost(new Error("the PouchDB server ended with " + code)));
    });
    const local = new PouchDB(path.join(folder, "device"));
    const frame = JSON.stringify({ _id: "entry-00000000", body: "" }).length;
    const body = "x".repeat(Math.max(1, bytes - frame));
    for (let from = 0; from < count; from += 1000) {
      const docs = [];
      for (let i = from; i < Math.min(count, from + 1000); ++i) docs.push({ _id: "entry-" + String(i).padStart(8, "0"), body });
      await local.bulkDocs(docs);
    }
    const remote = new PouchDB("http://127.0.0.1:" + port + "/entries");
    const start = process.hrtime.bigint();
    const done = await local.replicate.to(remote, { batch_size: 100 });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (!done.ok || done.docs_written !== count) throw new Error("only " + done.docs_written + " documents arrived");
    await local.close();
    console.log(JSON.stringify({ per_s: count / seconds, seconds }));
  } finally {
    if (server.connected) server.disconnect();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] === "server") {
  serve(process.argv[3]);
} else {
  replicate(Number(process.argv[2]), Number(process.argv[3])).catch((why) => {
    console.error(String(why));
    process.exit(1);
  });
}
