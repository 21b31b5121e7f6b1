package marketswarm.feed.story;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private long looks;

    private static final class Member {

        private final Told told;
        private final Headline headline;
        /** The look in which it became a candidate last, so that it becomes one once. */
        private long lookedAt;

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

    /** What an item tells; the one thing here that any thread may do at any time. */
    Headline headline(String title) {
        return Headline.of(title, tickers, words);
    }

    /** The uid of the item that told the story first: this one's own, where none has. */
    String of(NewsItem item, Headline headline) {
        if (readTo.equals("0")) catchUp();
        long windowMs = window.get().toMillis();
        if (windowMs == 0) return item.uid();
        String best = item.uid();
        double bestAlike = 0;
        for (Member member : candidates(headline)) {
            if (Math.abs(member.told.publishedMs() - item.publishedMs()) > windowMs) continue;
            boolean oneFeed = member.told.feedUrl().equals(item.feedUrl());
            double enough = Math.nextDown(oneFeed ? ALIKE_IN_ONE_FEED : ALIKE);
            double alike = headline.alike(member.headline, Math.max(enough, bestAlike));
            if (alike == 0) continue;
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
    void told(NewsItem item, Headline headline) {
        add(new Told("", item.uid(), item.storyId(), item.feedUrl(), item.title(), item.publishedMs()), headline);
    }

    private void add(Told told) {
        add(told, headline(told.title()));
    }

    private void add(Told told, Headline headline) {
        toldLast = told.uid();
        if (!uids.add(told.uid())) return;
        Member member = new Member(told, headline);
        members.add(member);
        for (String feature : headline.features())
            byFeature.computeIfAbsent(feature, f -> new ArrayDeque<>()).add(member);
        long oldest = told.publishedMs() - 2 * window.get().toMillis();
        while (members.size() > HELD_MAX || members.element().told.publishedMs() < oldest) forgetOldest();
    }

    /** Those that share the rarest of its words first; a word that half the news has leads to nothing by itself. */
    private List<Member> candidates(Headline headline) {
        List<Deque<Member>> having = new ArrayList<>();
        for (String feature : headline.features()) {
            Deque<Member> members = byFeature.get(feature);
            if (members != null) having.add(members);
        }
        having.sort(Comparator.comparingInt(Deque::size));
        List<Member> candidates = new ArrayList<>();
        looks++;
        for (Deque<Member> members : having) {
            for (var newest = members.descendingIterator(); newest.hasNext(); ) {
                if (candidates.size() >= CANDIDATES_MAX) return candidates;
                Member member = newest.next();
                if (member.lookedAt == looks) continue;
                member.lookedAt = looks;
                candidates.add(member);
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
}
