# syntax=docker/dockerfile:1
# To pin the base by digest as well, pass --build-arg NODE_IMAGE=node:24.21.0-bookworm-slim@sha256:… with the
# digest that `docker buildx imagetools inspect node:24.21.0-bookworm-slim` shows for your registry.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
RUN npm run build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No script of a package runs here, and nothing that only building or testing needs is installed.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY bin bin
COPY guide guide
# The embedded database and the spool; the only place that is written to, so the rest may be read-only.
RUN mkdir data && chown 65532:65532 data && chmod 0700 data
VOLUME ["/app/data"]
USER 65532:65532
EXPOSE 3000
# Liveness only: /readyz also looks at the store, and a store that is away is no reason to restart.
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT||3000}/healthz`).then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Not through npm, which would keep SIGTERM from the bot.
ENTRYPOINT ["node", "dist/main.js"]
