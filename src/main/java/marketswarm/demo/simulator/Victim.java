package marketswarm.demo.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which connection dies when there are too many; observers of the vendor disagree. */
public enum Victim {
    @JsonProperty("oldest")
    OLDEST,
    @JsonProperty("newest")
    NEWEST,
    @JsonProperty("random")
    RANDOM
}
