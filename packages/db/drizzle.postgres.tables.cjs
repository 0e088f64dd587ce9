// drizzle-kit looks for tables among the exports of a file.
module.exports = require('./src/postgres/schema.ts').postgresSchema
