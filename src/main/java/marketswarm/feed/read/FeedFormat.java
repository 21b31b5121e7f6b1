package marketswarm.feed.read;

/** One family of feed documents. A new format is one class of this kind and one line in {@link FeedReader}. */
interface FeedFormat {

    /** Whether the text is this format's to read; cheap, from its beginning only. */
    boolean claims(String text);

    /**
     * Reads no more than one entry beyond {@link FeedReader#ENTRIES_MAX}.
     *
     * @throws NotAFeed when it turns out to be something else
     */
    Channel read(String text, String feedUrl);
}
