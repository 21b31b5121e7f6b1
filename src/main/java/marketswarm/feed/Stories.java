package marketswarm.feed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import marketswarm.domain.NewsItem;
import marketswarm.redis.StoryLog;
import marketswarm.redis.StoryLog.Told;

/**
 * Which story an item tells: that of the headline told of late that is most like its own, or a new one. What was told is
 * held in memory as {@link StoryLog} has it, by the words of the headlines, no longer than the window of truth. Not safe
 * to share between threads; its user locks.
 */
public final class Stories {

    /** As {@code StoryPairsTest} measures it, the best of both precision and recall. */
    static final double ALIKE = 0.46;
    /** A feed seldom tells a story twice, and its headlines follow a pattern. */
    static final double ALIKE_IN_ONE_FEED = 0.75;

    private static final int HELD_MAX = 20_000;
    private static final int CANDIDATES_MAX = 500;

    private final StoryLog log;
    private final Tickers tickers;
    private final Supplier<Duration> window;
    private final StoryWords words = StoryWords.builtIn();
    private final Deque<Member> members = new ArrayDeque<>();
    private final Map<String, Deque<Member>> byFeature = new HashMap<>();
    private final Set<String> uids = new HashSet<>();
    private String readTo = "0";
    private String toldLast = "";

    /** Compared by identity: many hold the same words. */
    private static final class Member {

        private final Told told;
        private final Headline headline;

        Member(Told told, Headline headline) {
            this.told = told;
            this.headline = headline;
        }
    }

    /** @param window how long a story goes on; zero: every item is a story of its own */
    public Stories(StoryLog log, Tickers tickers, Supplier<Duration> window) {
        this.log = log;
        this.tickers = tickers;
        this.window = window;
    }

    /** The uid of the item that told the story first: this one's own, where none has. */
    String of(NewsItem item) {
        if (readTo.equals("0")) catchUp();
        long windowMs = window.get().toMillis();
        if (windowMs == 0) return item.uid();
        Headline headline = headline(item.title());
        String best = item.uid();
        double bestAlike = 0;
        for (Member member : candidates(headline)) {
            if (Math.abs(member.told.publishedMs() - item.publishedMs()) > windowMs) continue;
            double alike = headline.alike(member.headline);
            boolean oneFeed = member.told.feedUrl().equals(item.feedUrl());
            if (alike < (oneFeed ? ALIKE_IN_ONE_FEED : ALIKE) || alike <= bestAlike) continue;
            best = member.told.story();
            bestAlike = alike;
        }
        return best;
    }

    /** The uid of the newest item that was told, as far as is known here; empty when there is none. */
    String toldLast() {
        return toldLast;
    }

    /** Reads what was told meanwhile. When that is nothing, the log is another one now, and is read from its start. */
    void catchUp() {
        List<Told> news = log.after(readTo);
        if (news.isEmpty()) {
            forgetAll();
            news = log.after(readTo);
        }
        for (; !news.isEmpty(); news = log.after(readTo)) {
            news.forEach(this::add);
            readTo = news.get(news.size() - 1).id();
        }
    }

    /** An item was told from here, as the newest. */
    void told(NewsItem item) {
        add(new Told("", item.uid(), item.storyId(), item.feedUrl(), item.title(), item.publishedMs()));
    }

    private void add(Told told) {
        toldLast = told.uid();
        if (!uids.add(told.uid())) return;
        Member member = new Member(told, headline(told.title()));
        members.add(member);
        member.headline
                .features()
                .forEach(feature -> byFeature
                        .computeIfAbsent(feature, f -> new ArrayDeque<>())
                        .add(member));
        long oldest = told.publishedMs() - 2 * window.get().toMillis();
        while (members.size() > HELD_MAX || members.element().told.publishedMs() < oldest) forgetOldest();
    }

    /** Those that share the rarest of its words first; a word that half the news has leads to nothing by itself. */
    private Set<Member> candidates(Headline headline) {
        Set<Member> candidates = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Deque<Member>> having = headline.features().stream()
                .map(byFeature::get)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt(Deque::size))
                .toList();
        for (Deque<Member> members : having) {
            for (var newest = members.descendingIterator(); newest.hasNext(); ) {
                if (candidates.size() >= CANDIDATES_MAX) return candidates;
                candidates.add(newest.next());
            }
        }
        return candidates;
    }

    private void forgetOldest() {
        Member oldest = members.remove();
        uids.remove(oldest.told.uid());
        for (String feature : oldest.headline.features()) {
            Deque<Member> having = byFeature.get(feature);
            if (having == null) continue;
            having.remove();
            if (having.isEmpty()) byFeature.remove(feature);
        }
    }

    private void forgetAll() {
        members.clear();
        byFeature.clear();
        uids.clear();
        readTo = "0";
        toldLast = "";
    }

    private Headline headline(String title) {
        return Headline.of(title, tickers, words);
    }
}
