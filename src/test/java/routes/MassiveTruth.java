package routes;

import marketswarm.testing.FakeVendor;

/** A truth with one cluster, and the key in it. */
final class MassiveTruth {

    static final String KEY = "Zm9vYmFyYmF6cXV4cXV1eGNvcmdl_MTI";

    private MassiveTruth() {}

    /** Trades and quotes of AAPL, MSFT and MSFT-like examples; REST once at the start and then not for an hour. */
    static String of(FakeVendor vendor, String key, String symbols) {
        return """
                {"version": "t1",
                 "components": {"massive": {"meta": {"name": "Massive", "service_id": "massive"},
                   "rest_url": "%s", "snapshot_poll_sec": 3600,
                   "market_redis_setup": {"init_keys": ["market_prices"]},
                   "clusters": {"stocks": {"ws_url": "%s", "symbols": [%s], "channels": ["T", "Q"]}}}},
                 "secrets": {"massive": {"api_key": "%s"}}}""".formatted(vendor.restUrl(), vendor.wsUrl(), symbols, key);
    }
}
