package energy.peerwatt.kit.time;

import energy.peerwatt.messages.time.MarketClock;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clock that every rule is given. Sessions, tokens and timeouts live in real time and never ask it. */
@Dependent
final class Clocks {
    @Produces
    @Singleton
    @DefaultBean
    Clock marketTime(ClockConfig config) {
        return config.file().<Clock>map(MarketClock::of).orElseGet(Clock::systemUTC);
    }
}
