package energy.peerwatt.appbackend.config;

import energy.peerwatt.messages.time.MarketClock;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clock of all that is shown. Sessions and tokens live in real time and never ask it. */
@Dependent
final class Clocks {
    @Produces
    @Singleton
    Clock marketTime(ClockConfig config) {
        return config.file().<Clock>map(MarketClock::of).orElseGet(Clock::systemUTC);
    }
}
