-- PostgreSQL replaces by UPDATE alone, which is refused already; the migrations of both engines keep the same numbers.
COMMENT ON TABLE "events" IS 'append-only';
