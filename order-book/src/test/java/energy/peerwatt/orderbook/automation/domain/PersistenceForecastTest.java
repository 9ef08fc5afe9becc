package energy.peerwatt.orderbook.automation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.quantity.NetEnergy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersistenceForecastTest {
    private static final Instant START = Instant.parse("2026-06-01T10:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration SLOT = Duration.ofMinutes(15);

    @Test
    void aSlotIsLikeTheMeanOfTheLastMinutes() {
        Forecast forecast = forecast(List.of(at(0, -1_000), at(5, -3_000), at(12, -2_000)), 0);

        assertThat(forecast.net()).isEqualTo(new NetEnergy(-500));
        assertThat(forecast.quality()).isEqualTo(Forecast.Quality.GOOD);
    }

    @Test
    void partOfAWattHourIsNotPromised() {
        assertThat(forecast(List.of(at(0, -7)), 0).net()).isEqualTo(new NetEnergy(-1));
        assertThat(forecast(List.of(at(0, 7)), 0).net()).isEqualTo(new NetEnergy(1));
    }

    @Test
    void qualitySaysHowMuchItRestsOn() {
        assertThat(forecast(List.of(at(0, 100), at(3, 100)), 0).quality()).isEqualTo(Forecast.Quality.SPARSE);
        assertThat(forecast(List.of(), 0)).isEqualTo(Forecast.NOTHING);
    }

    @Test
    void belowItsReserveTheBatteryIsNotSoldEmpty() {
        Telemetry discharging = new Telemetry(START, -2_000, -1_500L, 190, null);

        assertThat(forecast(List.of(discharging), 20).net()).isEqualTo(new NetEnergy(-125));
        assertThat(forecast(List.of(discharging), 19).net()).isEqualTo(new NetEnergy(-500));
    }

    @Test
    void historyForgetsWhatIsOldAndSortsWhatIsLate() {
        MeterHistory history = new MeterHistory(Duration.ofMinutes(20));
        history.add(at(0, 1));
        history.add(at(25, 3));
        history.add(at(20, 2));
        history.add(at(20, 2));

        assertThat(history.within(START.plus(Duration.ofMinutes(25)), WINDOW))
                .extracting(Telemetry::gridW)
                .containsExactly(2L, 3L);
        assertThat(history.within(START.plus(Duration.ofMinutes(10)), WINDOW)).isEmpty();
    }

    private static Forecast forecast(List<Telemetry> recent, int reserve) {
        return PersistenceForecast.of(recent, WINDOW, SLOT, reserve);
    }

    private static Telemetry at(int minute, long watts) {
        return new Telemetry(START.plus(Duration.ofMinutes(minute)), watts, null, null, null);
    }
}
