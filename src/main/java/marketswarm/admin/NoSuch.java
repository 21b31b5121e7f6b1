package marketswarm.admin;

/** What was asked for is not there: the answer is no. Its message is one line and says where to look. */
final class NoSuch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuch(String message) {
        super(message);
    }
}
