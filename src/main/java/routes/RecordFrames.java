package routes;

import marketswarm.domain.RawFrames;
import marketswarm.market.recording.Recorder;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;

/** Leaves each frame with the recorder, which never holds it up; starts and stops with the route. */
final class RecordFrames extends ServiceSupport implements Processor {

    private final Recorder recorder;

    RecordFrames(Recorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        RawFrames frames = exchange.getMessage().getMandatoryBody(RawFrames.class);
        frames.texts().forEach(recorder::keep);
    }

    @Override
    protected void doStart() {
        recorder.start();
    }

    @Override
    protected void doStop() {
        recorder.close();
    }
}
