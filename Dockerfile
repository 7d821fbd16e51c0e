# gsl in a container. It needs no network when it runs:
#   docker build -t gsl .
#   docker run --rm --network none --read-only -v "$PWD:/work:ro" gsl evaluate inventory/
FROM node:22-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts && npm run build && npm pack --ignore-scripts --pack-destination /tmp

FROM node:22-slim
COPY --from=build /tmp/gsl-engine-*.tgz /tmp/gsl.tgz
RUN npm install --global --ignore-scripts /tmp/gsl.tgz && rm /tmp/gsl.tgz
USER node
WORKDIR /work
ENTRYPOINT ["gsl"]
CMD ["--help"]
