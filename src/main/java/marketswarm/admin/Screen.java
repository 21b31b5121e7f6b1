package marketswarm.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.UnaryOperator;

/** The one place that everything printed passes, line by line: what is secret leaves it as {@code ***}. */
final class Screen extends Writer {

    private final Writer target;
    private final UnaryOperator<String> redact;
    private final StringBuilder line = new StringBuilder();

    private Screen(Writer target, UnaryOperator<String> redact) {
        this.target = target;
        this.redact = redact;
    }

    static PrintWriter on(PrintWriter target, UnaryOperator<String> redact) {
        return new PrintWriter(new Screen(target, redact), true);
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        line.append(text, from, length);
        int end = line.lastIndexOf("\n") + 1;
        if (end > 0) release(end);
    }

    @Override
    public void flush() throws IOException {
        release(line.length());
        target.flush();
    }

    @Override
    public void close() throws IOException {
        flush();
    }

    private void release(int end) throws IOException {
        target.write(redact.apply(line.substring(0, end)));
        line.delete(0, end);
    }
}
