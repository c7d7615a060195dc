// Loaded before TypeScript is, so that an older Node says this instead of a syntax error.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `需要 Node 24 或更新的版本，现在是 ${process.version}（${process.execPath}）。\n` +
      '先运行 npm ci：Linux 和 Windows 会随依赖装上 Node 24，之后用 npm start 等命令启动；macOS 请自行安装 Node 24。\n' +
      `Node 24 or newer is needed, this is ${process.version}. Run "npm ci" first and start through npm.\n`,
  );
  process.exit(1);
}
