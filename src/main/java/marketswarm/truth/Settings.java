package marketswarm.truth;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one component, as its service reads them. Defaults and bounds stand in {@code truth.schema.json} and
 * are filled in before a record is made, so every field is present here unless it says otherwise.
 */
public sealed interface Settings {

    /** Name and description for people, and the service id that the component expects. */
    record Meta(
            @Nullable String name,
            @Nullable String description,
            @Nullable String serviceId) {}

    /**
     * Where health, metrics and hawtio are served.
     *
     * @param port 0 takes any free one
     * @param user who may open hawtio; empty: everybody
     */
    record Management(String host, int port, String user) {}

    Meta meta();

    Management management();

    /**
     * The market data gateway.
     *
     * @param origin {@code ws}, or {@code sim} when a simulator stands in for the vendor
     * @param shards into how many parts the symbols are divided among the instances
     */
    record Massive(
            Meta meta,
            Management management,
            MarketRedisSetup marketRedisSetup,
            String origin,
            String restUrl,
            int shards,
            Map<String, Cluster> clusters,
            int snapshotPollSec,
            RecordTo record,
            int snapshotWriteMs,
            Buffer buffer,
            int statusPollSec,
            int staleAfterSec,
            int maxSymbols,
            Backfill backfill,
            Watch watch,
            TickRetention retention)
            implements Settings {

        /** The same with other clusters. */
        public Massive withClusters(Map<String, Cluster> others) {
            return new Massive(
                    meta,
                    management,
                    marketRedisSetup,
                    origin,
                    restUrl,
                    shards,
                    others,
                    snapshotPollSec,
                    record,
                    snapshotWriteMs,
                    buffer,
                    statusPollSec,
                    staleAfterSec,
                    maxSymbols,
                    backfill,
                    watch,
                    retention);
        }

        /** Hashes that are made when absent, with who made them and when. */
        public record MarketRedisSetup(List<String> initKeys) {}

        /**
         * One connection to the vendor.
         *
         * @param wsUrl ends in the cluster's path, for example {@code wss://socket.massive.com/stocks}
         * @param symbols in the vendor's REST spelling; {@code *} is all of them
         * @param channels the vendor's channel names: T, Q, A, AM, V, …
         */
        public record Cluster(String wsUrl, List<String> symbols, List<String> channels) {}

        /**
         * Keeping the vendor's frames in files.
         *
         * @param directory empty records nothing
         * @param maxMegabytes of all files together
         */
        public record RecordTo(String directory, int rotateMegabytes, int rotateMin, int maxMegabytes) {}
        /** When a move or a volume is worth an event; a threshold of 0 is never reached. */
        public record Watch(
                double movePct,
                int moveWindowSec,
                double volumeFactor,
                int cooldownSec,
                List<Integer> haltIndicators,
                List<Integer> resumeIndicators) {}

        /** Whether what the socket missed is asked from REST, and how long ago at most. */
        public record Backfill(boolean enabled, int maxGapMin) {}

        /**
         * Entries kept in each tick stream, in events:market and in market:quarantine.
         *
         * @param tickMaxAgeHours older ticks go, however few there are; 0 keeps them
         */
        public record TickRetention(
                long tickMaxlen, double tickMaxAgeHours, long eventsMaxlen, long quarantineMaxlen) {}

        /**
         * Where ticks wait while Redis is slow or away.
         *
         * @param diskMegabytes used when the memory is full; 0 for no disk
         * @param directory empty for one below the user's home
         */
        public record Buffer(long memoryMegabytes, long diskMegabytes, String directory) {}
    }

    /**
     * The feed reader.
     *
     * @param pollIntervalMaxMin between two polls of a feed that seldom changes
     * @param honourHints whether Cache-Control, Expires, ttl, skipHours, skipDays and the like make an interval longer
     * @param storyWindowHours how long items are looked at as parts of one story; 0: never
     * @param symbols names of companies by symbol, beside and before those that are built in
     */
    record RssAgg(
            Meta meta,
            Management management,
            double pollIntervalMin,
            double pollIntervalMaxMin,
            boolean honourHints,
            List<String> enabledCategories,
            Map<String, List<Feed>> categories,
            Map<String, CategorySettings> categorySettings,
            PerHost perHost,
            int timeoutSec,
            int maxMegabytes,
            int concurrencyPerCategory,
            List<String> allowPrivateHosts,
            WebSub websub,
            int storyWindowHours,
            Map<String, List<String>> symbols,
            NewsRetention retention)
            implements Settings {

        /** {@code *} stands for every category; here it has become their names. */
        public RssAgg {
            enabledCategories =
                    enabledCategories.contains("*") ? List.copyOf(categories.keySet()) : List.copyOf(enabledCategories);
            allowPrivateHosts = List.copyOf(allowPrivateHosts);
        }

        /** A feed; in truth it may also be just its address. What is absent is as for its category. */
        public record Feed(
                String url,
                @Nullable Double pollIntervalMin,
                @Nullable Boolean honourHints) {

            @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
            static Feed of(String url) {
                return new Feed(url, null, null);
            }

            @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
            public Feed {}
        }

        /** What one category has of its own; absent: the component's. */
        public record CategorySettings(
                @Nullable Double pollIntervalMin, @Nullable Integer concurrency) {}

        /** What every host is asked at most; absent: the manners of a guest, none needed on this machine itself. */
        public record PerHost(
                @Nullable Integer spacingMs, @Nullable Integer concurrency) {}

        /** Where hubs reach this program; without a callback nobody is asked to push. */
        public record WebSub(@Nullable String callbackUrl, String host, int port, int leaseHours) {}

        /** How many feeds of a category are fetched at the same time. */
        public int concurrencyOf(String category) {
            CategorySettings own = categorySettings.get(category);
            Integer concurrency = own == null ? null : own.concurrency();
            return concurrency == null ? concurrencyPerCategory : concurrency;
        }

        public record NewsRetention(int itemTtlDays, long queueMaxlen, long quarantineMaxlen) {}
    }

    /**
     * The analyst.
     *
     * @param engine {@code openai} (any OpenAI-compatible server) or {@code offline}
     * @param keyHeader name of the request header that carries the key
     * @param parameters sent along with every request
     * @param benchmarks symbols whose prices every analysis is given
     * @param prices dollars per million tokens, by model
     */
    record VexyAi(
            Meta meta,
            Management management,
            String engine,
            String baseUrl,
            String keyHeader,
            String model,
            String promptTemplate,
            int concurrency,
            int maxAttempts,
            int maxDeliveries,
            int leaseSec,
            int timeoutSec,
            int maxAnswerTokens,
            int maxAnswerKilobytes,
            Map<String, Object> parameters,
            List<String> benchmarks,
            int staleAfterSec,
            MarketEvents marketEvents,
            BriefingWindow briefings,
            Limits limits,
            String overBudget,
            @Nullable String cheaperModel,
            Map<String, Price> prices,
            AnalysisRetention retention)
            implements Settings {

        /** Which events of the market are analyzed, and how many of them. */
        public record MarketEvents(boolean enabled, List<String> types, int maxPerHour) {}

        /** Digests of each category, one a window; at most so many sources in each. */
        public record BriefingWindow(boolean enabled, int windowMin, int maxSources) {}

        public record Limits(
                int requestsPerMin,
                long tokensPerMin,
                @Nullable BigDecimal budgetUsdPerMin,
                @Nullable Long requestsPerDay,
                @Nullable Long tokensPerDay,
                BigDecimal budgetUsdPerDay) {}

        /** Dollars per million tokens; a part that the server had in its cache costs what truth says, else the same. */
        public record Price(
                BigDecimal inputPerMtok, @Nullable BigDecimal cachedInputPerMtok, BigDecimal outputPerMtok) {

            public BigDecimal cached() {
                return cachedInputPerMtok == null ? inputPerMtok : cachedInputPerMtok;
            }
        }

        public record AnalysisRetention(int analysisTtlDays, long eventsMaxlen, long deadMaxlen) {}
    }

    /** The fan-out to browsers. */
    record SseGateway(
            Meta meta,
            Management management,
            String host,
            int port,
            int maxClients,
            int maxClientsPerAddress,
            int maxClientsPerToken,
            List<String> allowedOrigins,
            boolean compression)
            implements Settings {}

    /**
     * The watcher of all services.
     *
     * @param stalledAfterSec without a finished unit of work while some wait, a service is late
     */
    record MeshCoordinator(
            Meta meta,
            Management management,
            List<String> dispatchQueues,
            int stalledAfterSec,
            Flapping flapping,
            Alerts alerts)
            implements Settings {

        /** So many falls within the window are flapping. */
        public record Flapping(int falls, int windowSec) {}

        /** The states that the webhook is told of, as it is of their end. */
        public record Alerts(List<String> states) {}
    }

    /** The follower of the log streams. */
    record Logger(
            Meta meta,
            Management management,
            List<String> logChannels,
            String format,
            Filter filter,
            Retention retention)
            implements Settings {

        /**
         * Which records are printed.
         *
         * @param level this one and above
         * @param services of these; empty: of all
         * @param pattern a regular expression that a record's line has to contain; empty: all do
         * @param except one that it must not contain; empty: none does
         */
        public record Filter(String level, List<String> services, String pattern, String except) {}

        /** What each log stream keeps. */
        public record Retention(int maxEntries, int maxAgeHours) {}
    }
}
