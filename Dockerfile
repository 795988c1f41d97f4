# Builds the pages, then keeps only what serves them. The volume holds the releases: back it up.
# How it is run, upgraded and watched: server/deploy/README.md.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# The image has Node already; the copies that npm brings are for machines that do not.
RUN npm run build && npm prune --omit=dev \
  && rm -rf node_modules/node-linux-* node_modules/node-win-* node_modules/.bin/node

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 UV_THREADPOOL_SIZE=12 MALLOC_ARENA_MAX=2
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/web web
COPY package.json ./
COPY server server
COPY queries queries
COPY data data
# The program belongs to root and is only read; the service may write in its volume alone.
RUN mkdir -p data/store && chown node:node data/store
USER node
VOLUME /app/data/store
EXPOSE 3000
# Degraded is still healthy: old figures are served, and a restart would not make them newer.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "server/main.ts"]
