package marketswarm.feed.story;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marketswarm.domain.NewsItem;
import marketswarm.redis.NewsStore.Kept;
import org.jspecify.annotations.Nullable;

/**
 * Tells a changed text from one that is merely spelt, spaced or dated otherwise, and a change that an analyst should see
 * from a mended typo. Only the feed that brought an item first revises it: another may shorten the same item in its way,
 * and the two would revise each other for ever.
 */
public final class Revisions {

    /** An item that changes still more often, a live ticker or a headline under test, is no new work every time. */
    static final int QUEUED_MAX = 5;

    /** Of the words of a headline. */
    private static final double TITLE_MATERIAL = 0.75;
    /** Of the pairs of neighbouring words of the text. */
    private static final double TEXT_MATERIAL = 0.8;

    private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}%$€£.]+|\\.(?!\\p{N})");
    private static final Pattern NUMBER = Pattern.compile(".*\\p{N}.*");
    private static final Set<String> NEGATIONS = Set.of("not", "no", "never", "without", "denies", "denied", "deny");

    private Revisions() {}

    /** The change as an edition to publish; empty where nothing that counts has changed. */
    public static Optional<Edition> of(NewsItem now, Kept kept, long foundMs) {
        NewsItem before = kept.item();
        boolean same = words(now.title()).equals(words(before.title()))
                && words(text(now)).equals(words(text(before)));
        if (same || !now.feedUrl().equals(before.feedUrl())) return Optional.empty();
        NewsItem revision = now.revising(before, foundMs);
        boolean queued = revision.revision() <= QUEUED_MAX && isMaterial(before, now);
        return Optional.of(new Edition(revision, kept, queued));
    }

    static boolean isMaterial(NewsItem before, NewsItem now) {
        List<String> title = words(now.title());
        List<String> earlier = words(before.title());
        return !telling(title).equals(telling(earlier))
                || alike(Set.copyOf(title), Set.copyOf(earlier)) < TITLE_MATERIAL
                || alike(pairs(words(text(now))), pairs(words(text(before)))) < TEXT_MATERIAL;
    }

    private static String text(NewsItem item) {
        @Nullable String content = item.contentText();
        return content != null && content.length() > item.summary().length() ? content : item.summary();
    }

    private static List<String> words(String text) {
        return Arrays.stream(SEPARATOR.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Figures and negations: one of them turns a headline round. */
    private static Set<String> telling(List<String> words) {
        return words.stream()
                .filter(word -> NEGATIONS.contains(word) || NUMBER.matcher(word).matches())
                .collect(Collectors.toSet());
    }

    private static Set<String> pairs(List<String> words) {
        if (words.size() < 2) return Set.copyOf(words);
        return IntStream.range(1, words.size())
                .mapToObj(i -> words.get(i - 1) + ' ' + words.get(i))
                .collect(Collectors.toSet());
    }

    /** Jaccard: 1 for equal sets, 0 for those that share nothing. */
    private static double alike(Set<String> one, Set<String> other) {
        if (one.isEmpty() && other.isEmpty()) return 1;
        Set<String> shared = new HashSet<>(one);
        shared.retainAll(other);
        return (double) shared.size() / (one.size() + other.size() - shared.size());
    }
}
