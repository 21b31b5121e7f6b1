package marketswarm;

import java.time.Duration;
import marketswarm.analysis.AnalysisStore;
import marketswarm.analysis.Desk;
import marketswarm.analysis.MarketContext;
import marketswarm.analysis.MarketWork;
import marketswarm.analysis.briefing.Briefings;
import marketswarm.truth.Settings;
import routes.ModelTransport;

/** What truth says to the analyst's collaborators, to each in its own words. */
final class VexyTerms {

    private VexyTerms() {}

    static ModelTransport.Bounds answer(Settings.VexyAi settings) {
        return new ModelTransport.Bounds(
                settings.maxAnswerKilobytes() * 1024, Duration.ofSeconds(settings.timeoutSec()));
    }

    static Desk.Terms desk(Settings.VexyAi settings, String truthVersion) {
        return new Desk.Terms(
                settings.maxAttempts(),
                settings.maxDeliveries(),
                truthVersion,
                settings.baseUrl() + " " + settings.model());
    }

    static MarketContext.Terms context(Settings.VexyAi settings) {
        return new MarketContext.Terms(settings.benchmarks(), Duration.ofSeconds(settings.staleAfterSec()));
    }

    static Briefings.Terms briefings(Settings.VexyAi settings) {
        return new Briefings.Terms(
                Duration.ofMinutes(settings.briefings().windowMin()),
                settings.briefings().maxSources(),
                Duration.ofDays(settings.retention().analysisTtlDays()),
                settings.retention().eventsMaxlen());
    }

    static MarketWork.Terms marketWork(Settings.VexyAi settings) {
        return new MarketWork.Terms(
                settings.marketEvents().types(),
                settings.marketEvents().maxPerHour(),
                Duration.ofSeconds(settings.staleAfterSec()));
    }

    static AnalysisStore.Retention retention(Settings.VexyAi settings) {
        return new AnalysisStore.Retention(
                Duration.ofDays(settings.retention().analysisTtlDays()),
                settings.retention().eventsMaxlen(),
                settings.retention().deadMaxlen());
    }
}
