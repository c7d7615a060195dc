/** The bff serves the H5 build, so its address is the page's own. */
export const h5Constants = { API_BASE: JSON.stringify('') };

export const h5 = {
  publicPath: '/',
  staticDirectory: 'static',
  router: { mode: 'hash' as const },
  enableSourceMap: false,
  output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
  miniCssExtractPluginOption: {
    ignoreOrder: true,
    filename: 'css/[name].[contenthash:8].css',
    chunkFilename: 'css/[name].[contenthash:8].css',
  },
  postcss: {
    autoprefixer: { enable: true, config: { overrideBrowserslist: ['ios >= 12', 'chrome >= 67'] } },
    // The page is never wider than 480: beyond that the root stops growing and the page is centred.
    pxtransform: {
      enable: true,
      config: { onePxTransform: false, baseFontSize: 20, maxRootSize: 25.6, minRootSize: 17 },
    },
  },
};
