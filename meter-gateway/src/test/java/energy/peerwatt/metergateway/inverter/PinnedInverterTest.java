package energy.peerwatt.metergateway.inverter;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.inverter.domain.InverterName;
import energy.peerwatt.metergateway.inverter.domain.InverterState;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinnedInverterTest {
    private static final InverterState STATE =
            new InverterState(Optional.of(3_000L), Optional.empty(), Optional.empty());

    @ParameterizedTest(name = "{0} answers: {1}")
    @CsvSource({"PW-1, true", "PW-2, false", ", true"})
    void whatAnotherOneSaysIsNotTheHomes(String serial, boolean believed) throws Exception {
        InverterReader pinned = new PinnedInverter(new Named(Optional.ofNullable(serial)), "PW-1");

        assertThat(pinned.read()).isEqualTo(believed ? Optional.of(STATE) : Optional.empty());
    }

    @Test
    void itIsBelievedAgainWhenItIsBack() throws Exception {
        Named device = new Named(Optional.of("PW-2"));
        InverterReader pinned = new PinnedInverter(device, "PW-1");

        assertThat(pinned.read()).isEmpty();
        device.serial = Optional.of("PW-1");
        assertThat(pinned.read()).contains(STATE);
    }

    private static final class Named implements InverterReader {
        private Optional<String> serial;

        Named(Optional<String> serial) {
            this.serial = serial;
        }

        @Override
        public Optional<InverterState> read() {
            return Optional.of(STATE);
        }

        @Override
        public Optional<InverterName> name() {
            return Optional.of(new InverterName(Optional.of("Acme"), Optional.of("Hybrid"), serial));
        }

        @Override
        public Optional<Known> known() {
            return Optional.empty();
        }
    }
}
