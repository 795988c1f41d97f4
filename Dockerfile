# Builds the pages, then keeps only what serves them. `data/store` is the volume to keep.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 UV_THREADPOOL_SIZE=12
COPY --from=build --chown=node:node /app/node_modules node_modules
COPY --from=build --chown=node:node /app/web web
COPY --chown=node:node package.json ./
COPY --chown=node:node server server
COPY --chown=node:node queries queries
COPY --chown=node:node data data
RUN mkdir -p data/store && chown node:node data/store
USER node
VOLUME /app/data/store
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
