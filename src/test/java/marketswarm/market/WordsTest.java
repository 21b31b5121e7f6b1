package marketswarm.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordsTest {

    private final List<String> asked = new ArrayList<>();
    private final Words words = new Words(word -> {
        asked.add(word);
        return word.toLowerCase(Locale.ROOT);
    });

    @Test
    void the_meaning_of_a_word_is_asked_once_wherever_it_stands() {
        char[] text = "\"AAPL\",AAPL:AAPL".toCharArray();

        assertThat(List.of(words.of(text, 1, 4), words.of(text, 7, 4), words.of(text, 12, 4)))
                .containsOnly("aapl");
        assertThat(asked).containsExactly("AAPL");
    }

    @Test
    void a_word_that_begins_like_another_is_another() {
        assertThat(List.of(of("AAPL"), of("AAP"), of("AAPLE"), of("BAPL"), of("AAPM"), of("")))
                .containsExactly("aapl", "aap", "aaple", "bapl", "aapm", "");
    }

    /** "Aa" and "BB" have the same hash. */
    @Test
    void words_that_share_a_place_push_each_other_out_and_keep_their_meanings() {
        assertThat(List.of(of("Aa"), of("BB"), of("Aa"), of("BB"))).containsExactly("aa", "bb", "aa", "bb");
    }

    @Test
    void hundreds_of_symbols_are_remembered_side_by_side() {
        List<String> symbols = IntStream.range(0, 300)
                .mapToObj(i -> "" + (char) ('A' + i % 26) + (char) ('A' + i / 26) + "X")
                .toList();
        symbols.forEach(this::of);
        asked.clear();

        symbols.forEach(this::of);

        assertThat(asked.size()).isLessThan(60);
    }

    @Test
    void a_very_long_word_is_not_remembered_but_means_the_same() {
        String word = "X".repeat(10_000);

        assertThat(List.of(of(word), of(word))).containsOnly("x".repeat(10_000));
        assertThat(asked).containsExactly(word, word);
    }

    @Test
    void a_word_without_a_meaning_is_remembered_as_well() {
        var none = new Words(word -> {
            asked.add(word);
            return "";
        });

        assertThat(none.of("A/B".toCharArray(), 0, 3)).isEmpty();
        assertThat(none.of("A/B".toCharArray(), 0, 3)).isEmpty();
        assertThat(asked).containsExactly("A/B");
    }

    private String of(String word) {
        return words.of(word.toCharArray(), 0, word.length());
    }
}
