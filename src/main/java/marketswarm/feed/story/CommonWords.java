package marketswarm.feed.story;

import java.util.Set;

/** Words and abbreviations in capitals that are symbols too, and seldom meant as such: {@code ALL}, {@code IT}, {@code CEO}. */
final class CommonWords {

    private static final Set<String> WORDS = Set.of(
            ("A ADD ADHD AGO AI AIDS AIR ALL AM AN AND ANY API APP ARE AS ASAP AT ATM AUD AWS BBC BE BIG BIT BOX BP BUY BY"
                            + " CA CAD CAN CAR CASH CAT CBS CDC CEO CFO CIA CNN CO COO COP COST CPI CPU CTO CUT DAY DC DD"
                            + " DIY DNA DO DOJ DOW DVD EAT EC ECB EIA EPA EPS ESG ESPN ET ETF EU EUR EV EVER EVS FAA FAQ"
                            + " FAST FBI FCC FDA FDIC FED FIFA FOMC FOR FREE FTC FUN FUND FX GAAP GAS GBP GDP GO GOLD"
                            + " GOOD GOP GPS GPT GPU HAS HBO HE HIV HOPE HOT HQ HR HUGE IF IMF IN INFO IP IPO IQ IRA IRS"
                            + " IS ISM IT ITS JOB JPY KEY KEYS LA LAND LAW LED LIFE LIVE LLC LLM LNG LOVE LOW LTD MA MAIN"
                            + " MAN ME MIT MLB MOM MOVE NASA NATO NBA NBC NEW NEXT NFL NFT NGO NHL NHS NICE NIH NOW NY"
                            + " NYC NYSE OF OIL OLD ON ONE OPEC OPEN OR OUT PAY PBS PC PCE PDF PEAK PIN PLAN PLAY PM PMI"
                            + " POST PPI PR QE RAM RE REAL REIT ROI RUN SAFE SAY SBA SEC SEE SELL SO SPAC SUN SUV TECH"
                            + " TELL THE TO TOP TRUE TSA TV TWO UAE UAW UFO UK UN UNESCO UP US USA USB USD USDA VAT VERY"
                            + " VIP VP VR WAR WAY WE WELL WHO WIFI WIN WORK WTO XXX YOU YTD ZIP")
                    .split(" "));

    private CommonWords() {}

    static boolean has(String word) {
        return WORDS.contains(word);
    }
}
