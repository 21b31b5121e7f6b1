package marketswarm.component.redisstream;

import java.util.function.IntSupplier;
import marketswarm.redis.Position;
import marketswarm.redis.StreamReader;
import marketswarm.redis.StreamWriter;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** The options of {@code redis-stream:}; the component's are copied to each endpoint. */
@UriParams
public class RedisStreamConfiguration implements Cloneable {

    @UriParam(description = "The server the stream is on")
    @Metadata(autowired = true)
    private @Nullable UnifiedJedis redis;

    @UriParam(label = "consumer", description = "Consumer group; without one every entry is read, unshared")
    private @Nullable String group;

    @UriParam(label = "consumer", description = "Name within the group", defaultValue = "the context's name")
    private @Nullable String consumerName;

    @UriParam(label = "consumer", defaultValue = "0-0", description = "Where a group that does not exist yet begins")
    private String groupStart = "0-0";

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Acknowledge when the route has succeeded; false leaves it to the writer of the result")
    private boolean acknowledge = true;

    @UriParam(
            label = "consumer",
            defaultValue = "500",
            description = "Longest wait for new entries, milliseconds; a stopping route waits as long")
    private int block = 500;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "Entries in hand at most, begun or not: no more are read than there are free places")
    private int count = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "60000",
            description = "Entries that nobody kept alive for this long are claimed, milliseconds")
    private int claimIdle = 60_000;

    @UriParam(label = "consumer", defaultValue = "1", description = "Entries worked on at once")
    private int concurrentConsumers = 1;

    @UriParam(
            label = "consumer",
            description = "Entries in hand at most and worked on at once, asked again and again: a change needs no new"
                    + " route. In place of count and concurrentConsumers")
    private @Nullable IntSupplier concurrency;

    @UriParam(label = "consumer", description = "Makes the bodies out of the entries of one read")
    private @Nullable StreamReader<Object> reader;

    @UriParam(
            label = "consumer",
            description =
                    "A key that notes what is finished: a group that was lost begins there; without a group a restart goes"
                            + " on there, and the very first start begins with the oldest entry")
    private @Nullable String placeKey;

    @UriParam(label = "consumer", description = "A set whose members fill the * in the key: many streams read as one")
    private @Nullable String members;

    @UriParam(label = "consumer", description = "Without a group: where to begin; by default with what comes next")
    private @Nullable Position from;

    @UriParam(label = "producer", defaultValue = "0", description = "Entries kept, about; 0 keeps all")
    private long maxLength;

    @UriParam(label = "producer", description = "Appends together with what must change in the same step")
    private @Nullable StreamWriter<Object> writer;

    @UriParam(
            label = "producer",
            description =
                    "Writes in one pipeline what exchanges bring that one thread of a group has worked on in a row."
                            + " Needs a writer that can be pipelined")
    private boolean gather;

    RedisStreamConfiguration copy() {
        try {
            return (RedisStreamConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public @Nullable UnifiedJedis getRedis() {
        return redis;
    }

    public void setRedis(@Nullable UnifiedJedis redis) {
        this.redis = redis;
    }

    public @Nullable String getGroup() {
        return group;
    }

    public void setGroup(@Nullable String group) {
        this.group = group;
    }

    public @Nullable String getConsumerName() {
        return consumerName;
    }

    public void setConsumerName(@Nullable String consumerName) {
        this.consumerName = consumerName;
    }

    public String getGroupStart() {
        return groupStart;
    }

    public void setGroupStart(String groupStart) {
        this.groupStart = groupStart;
    }

    public boolean isAcknowledge() {
        return acknowledge;
    }

    public void setAcknowledge(boolean acknowledge) {
        this.acknowledge = acknowledge;
    }

    public int getBlock() {
        return block;
    }

    public void setBlock(int block) {
        this.block = block;
    }

    public int getCount() {
        return count;
    }

    public void setCount(int count) {
        this.count = count;
    }

    public int getClaimIdle() {
        return claimIdle;
    }

    public void setClaimIdle(int claimIdle) {
        this.claimIdle = claimIdle;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public @Nullable IntSupplier getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(@Nullable IntSupplier concurrency) {
        this.concurrency = concurrency;
    }

    public @Nullable String getMembers() {
        return members;
    }

    public void setMembers(@Nullable String members) {
        this.members = members;
    }

    public @Nullable Position getFrom() {
        return from;
    }

    public void setFrom(@Nullable Position from) {
        this.from = from;
    }

    public long getMaxLength() {
        return maxLength;
    }

    public void setMaxLength(long maxLength) {
        this.maxLength = maxLength;
    }

    public @Nullable StreamWriter<Object> getWriter() {
        return writer;
    }

    public void setWriter(@Nullable StreamWriter<Object> writer) {
        this.writer = writer;
    }

    public @Nullable StreamReader<Object> getReader() {
        return reader;
    }

    public void setReader(@Nullable StreamReader<Object> reader) {
        this.reader = reader;
    }

    public @Nullable String getPlaceKey() {
        return placeKey;
    }

    public void setPlaceKey(@Nullable String placeKey) {
        this.placeKey = placeKey;
    }

    public boolean isGather() {
        return gather;
    }

    public void setGather(boolean gather) {
        this.gather = gather;
    }
}
