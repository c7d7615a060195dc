/** WeChat wants an absolute address; the default is the bff on the developer's own machine. */
export const weappConstants = {
  API_BASE: JSON.stringify(process.env.API_BASE ?? 'http://127.0.0.1:8080'),
};

export const mini = {
  // Code that only subpackages use leaves the main package.
  optimizeMainPackage: { enable: true },
  enableSourceMap: false,
  postcss: { pxtransform: { enable: true, config: {} } },
};
