/** WeChat wants an absolute address; the default is the bff on the developer's own machine. */
export const weappConstants = {
  API_BASE: JSON.stringify(process.env.API_BASE ?? 'http://127.0.0.1:8080'),
};

export const mini = {
  // Code that only subpackages use leaves the main package.
  optimizeMainPackage: { enable: true },
  // Our pages nest nine views at most; every level more costs 4 KB of templates, and deeper ones still work.
  baseLevel: 10,
  enableSourceMap: false,
  postcss: {
    // A hairline stays one pixel.
    pxtransform: { enable: true, config: { onePxTransform: false } },
  },
};
