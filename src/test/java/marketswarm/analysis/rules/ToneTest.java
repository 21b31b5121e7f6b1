package marketswarm.analysis.rules;

import static marketswarm.analysis.rules.Sentence.label;
import static marketswarm.analysis.rules.Sentence.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToneTest {

    /** Written beside the rules, so it shows what they mean to cover. */
    private static final List<String> COVERED = List.of(
            "bullish|Apple beats quarterly estimates as iPhone sales jump 12%",
            "bullish|Net loss narrowed to $3 million from $8 million a year earlier",
            "bullish|Operating costs fell 6% in the quarter, lifting margins",
            "bullish|Nvidia shares surge to a record high on AI demand",
            "bullish|Company raises full-year guidance and boosts its dividend by 10%",
            "bullish|Jobless claims drop to the lowest level in two years",
            "bullish|U.S. inflation cools more than expected in May",
            "bullish|Pfizer wins FDA approval for new migraine drug",
            "bullish|Nokia swung to a profit in the third quarter",
            "bullish|Net profit was EUR 5 million, compared with EUR 3 million a year earlier",
            "bullish|Carnival avoids default after lenders agree to extend loans",
            "bullish|Goldman upgrades Ford to buy, citing strong demand for trucks",
            "bullish|Judge dismisses lawsuit against Tesla over Autopilot claims",
            "bullish|Board approves $10 billion share buyback",
            "bullish|Despite higher costs, operating profit rose 9%",
            "bullish|The unemployment rate fell to 3.9% in October",
            "bullish|Boeing secures order for 50 jets from Emirates",
            "bullish|Stocks rally as bond yields retreat",
            "bullish|The company cut its debt by a third over the year",
            "bullish|Netflix added 9 million subscribers, far more than forecast",
            "bearish|Intel misses revenue estimates and cuts outlook",
            "bearish|Shares of Peloton plunge 23% after weak forecast",
            "bearish|Costs rose faster than sales in the second quarter",
            "bearish|Operating loss widened to $40 million",
            "bearish|Retailer files for Chapter 11 bankruptcy protection",
            "bearish|Regulators open probe into accounting fraud at lender",
            "bearish|Meta to lay off 10,000 workers in second round of job cuts",
            "bearish|Consumer prices rose 0.6% in June, the most in a year",
            "bearish|The bank failed to beat expectations for a third straight quarter",
            "bearish|Profit was not strong enough to calm investors, chief says",
            "bearish|Moody's downgrades the company's credit rating to junk",
            "bearish|Sales fell short of expectations in China",
            "bearish|Ford recalls 1.2 million vehicles over brake defect",
            "bearish|Unemployment climbs to 6.1% as hiring slows",
            "bearish|Net profit was EUR 2 million, down from EUR 6 million",
            "bearish|Dividend slashed as cash flow dries up",
            "bearish|Tesla deliveries drop 9%, missing Wall Street targets",
            "bearish|Airline swings to a loss on higher fuel costs",
            "bearish|Crypto exchange halts withdrawals after hack",
            "bearish|Chief executive resigns amid an investigation of expenses",
            "neutral|Microsoft to report third quarter results on April 25",
            "neutral|The annual general meeting will be held in Helsinki on May 3",
            "neutral|Apple names new head of its retail business in Japan",
            "neutral|Federal Reserve releases minutes of its June meeting",
            "neutral|Oil prices steady ahead of OPEC meeting",
            "neutral|The company employs 4,500 people in 12 countries",
            "neutral|Amazon opens an office in Toronto",
            "neutral|Results were in line with expectations",
            "neutral|The transaction is subject to customary closing conditions",
            "neutral|How to set up two-factor authentication on your phone",
            "bearish|Revenue rose 8% but net profit fell 12%",
            "mixed|Sales beat estimates while margins dropped sharply on rising costs",
            "mixed|Shares climbed even though the loss widened",
            "bearish|Ford tops profit forecasts but cuts its outlook for the year",
            "mixed|Deliveries grew 20% while the average selling price and margins declined");

    /** Written when the rules were done and never tuned on: the fairer figure, with what they get wrong. */
    private static final List<String> UNSEEN = List.of(
            "bullish|Chipmaker's bookings hit a five-year peak as data center spending picks up",
            "bullish|Retailer lifts annual view after holiday sales exceed plan",
            "bullish|Drugmaker's cancer treatment meets main goal in late-stage trial",
            "bullish|Airbus lands 100-plane deal with Indian carrier",
            "bullish|Bank's bad loan provisions shrank by a fifth",
            "bullish|Wholesale inflation slowed for a fourth month in a row",
            "bullish|Hedge fund builds 5% stake in Starbucks, shares pop",
            "bullish|Gross margin widened 220 basis points to 46%",
            "bullish|Steelmaker reopens plant as orders return",
            "bullish|Spotify posts first annual profit",
            "bearish|Luxury group says Chinese shoppers are staying away",
            "bearish|Factory output contracted for the third month running",
            "bearish|Shipping line sees freight rates sinking further next year",
            "bearish|Auditor quits over accounting doubts",
            "bearish|Oil major books $2 billion charge on refinery closure",
            "bearish|Startup burns through cash and seeks emergency loan",
            "bearish|Homebuilder confidence falls to the lowest since 2012",
            "bearish|EU slaps 800 million euro fine on social media giant",
            "bearish|Power cuts force smelters to curb production",
            "bearish|Investors pull record $12 billion from bond funds",
            "bearish|Guidance came in light, sending the stock down 8% after hours",
            "bearish|Borrowing costs are set to stay higher for longer",
            "neutral|Central bank keeps its benchmark rate unchanged at 4.5%",
            "neutral|The conference call will be webcast at 5 p.m. Eastern time",
            "neutral|Company moves its headquarters from California to Texas",
            "neutral|Shares were little changed in afternoon trading",
            "neutral|Sony will show its new camera at a fair in Berlin",
            "neutral|Trading volume stood at 3.2 million shares",
            "mixed|Profit doubled though the chain closed 40 stores and warned of a tougher year",
            "mixed|Exports rose 3% but factory employment declined",
            "mixed|Cloud sales soared while advertising revenue slumped",
            "mixed|The insurer raised its payout despite record catastrophe losses");

    @Test
    void sentences_that_the_rules_were_written_for_get_the_label_a_reader_gives_them() {
        assertThat(accuracy("covered", COVERED)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void most_sentences_that_the_rules_were_not_written_for_do_too() {
        assertThat(accuracy("unseen", UNSEEN)).isGreaterThanOrEqualTo(0.55);
    }

    private double accuracy(String name, List<String> labelled) {
        List<String> wrong = new ArrayList<>();
        for (String line : labelled) {
            String expected = line.substring(0, line.indexOf('|'));
            String sentence = line.substring(line.indexOf('|') + 1);
            String label = label(sentence);
            if (!label.equals(expected)) wrong.add(expected + " but " + label + ": " + sentence);
        }
        double accuracy = 1 - (double) wrong.size() / labelled.size();
        System.out.printf("tone, %s: %.2f of %d sentences as labelled%n", name, accuracy, labelled.size());
        wrong.forEach(line -> System.out.println("  " + line));
        return accuracy;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Profit rose 5%          | bullish
                    Profit did not rise     | bearish
                    Costs rose 5%           | bearish
                    Costs fell 5%           | bullish
                    The loss narrowed       | bullish
                    The loss widened        | bearish
                    Higher costs            | bearish
                    A drop in expenses      | bullish
                    A drop in orders        | bearish
                    Loss was 2 million compared with 5 million | bullish
                    Bank avoids bankruptcy  | bullish
                    """)
    void the_same_direction_is_good_or_bad_by_what_moves(String sentence, String label) {
        assertThat(label(sentence)).isEqualTo(label);
    }

    @Test
    void a_question_and_a_maybe_weigh_less_than_a_statement() {
        double said = read("Profit rose").good();
        assertThat(read("Could profit rise").good()).isLessThan(said);
        assertThat(read("Profit rose?").good()).isLessThan(said);
    }
}
