package energy.peerwatt.metergateway.probe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.probe.domain.Recognition.Means;
import energy.peerwatt.metergateway.probe.domain.Recognition.Nameplate;
import energy.peerwatt.metergateway.profile.Profiles;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What tells who a device is, and in which order it is listened to. */
class RecognitionTest {
    private static final Profiles PROFILES = Profiles.load();
    /** Model 1 of a Fronius at 40000: maker, model, option, version, serial number. */
    private static final String SUNSPEC =
            "- holding 40000: 5375 6e53 0001 0041" + " 4672 6f6e 6975 7300" + " 0000".repeat(12)
                    + " 4745 4E32 3400" + " 0000".repeat(13)
                    + " 0000".repeat(8)
                    + " 312E 3900" + " 0000".repeat(6)
                    + " 3132 3300" + " 0000".repeat(13)
                    + " 0001 0000 0067 0001 0000 ffff 0000\n";

    private static final String SCHNEIDER =
            "object 0x00: SCHNEIDER electric\nobject 0x01: A9MEM3255\nobject 0x02: 1.3\n";

    @Test
    void whatADeviceSaysByFunction43ComesFirst() {
        RegisterImage both = RegisterImage.read(SCHNEIDER + SUNSPEC);

        assertThat(recognised(both)).contains("schneider-iem3155 FC43");
        assertThat(Recognition.nameplate(both))
                .contains(new Nameplate("SCHNEIDER electric", "A9MEM3255", "1.3", "123"));
    }

    @Test
    void thenSunSpecThenRegisters() {
        String register = "- holding 0x0B: 0155\n";

        assertThat(recognised(RegisterImage.read(SUNSPEC + register))).contains("fronius-gen24 SUNSPEC");
        assertThat(recognised(RegisterImage.read(register))).contains("carlo-gavazzi-em3x0 REGISTERS");
        assertThat(Recognition.nameplate(RegisterImage.read(register))).isEmpty();
    }

    @Test
    void anotherProductOfTheSameMakerIsNotTakenForIt() {
        RegisterImage other =
                RegisterImage.read("object 0x00: Schneider Electric\nobject 0x01: METSEPM3255\nobject 0x05: PM3255\n");

        assertThat(recognised(other)).isEmpty();
        assertThat(Recognition.nameplate(other)).contains(new Nameplate("Schneider Electric", "PM3255", "", ""));
    }

    @Test
    void everyMeansHasAName() {
        assertThat(Means.values()).extracting(Means::label).containsExactly("fc43", "sunspec", "registers");
    }

    private static Optional<String> recognised(RegisterAccess device) {
        return Recognition.recognise(PROFILES.all(), device)
                .map(it -> it.profile().id() + " " + it.means());
    }
}
