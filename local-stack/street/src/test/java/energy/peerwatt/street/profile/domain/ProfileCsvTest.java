package energy.peerwatt.street.profile.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.street.Shared;
import energy.peerwatt.street.profile.domain.ProfileCsv.Outcome;
import energy.peerwatt.street.profile.domain.ProfileCsv.Outcome.Read;
import energy.peerwatt.street.profile.domain.ProfileCsv.Outcome.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileCsvTest {
    private static final String HEADER = "time,load_kw,pv_kw";

    @Test
    void readsADayOfAnyInterval() {
        Recording recording = recording(day(0));

        assertThat(recording.at(0, 0)).isEqualTo(new Recording.Row(100_000, 0));
        assertThat(recording.at(0, 3_599)).isEqualTo(new Recording.Row(100_000, 0));
        assertThat(recording.at(0, 12 * 3_600)).isEqualTo(new Recording.Row(1_100_000, 1_200));
        assertThat(recording.at(5, 12 * 3_600)).isEqualTo(new Recording.Row(1_100_000, 1_200));
        assertThat(recording.highestSolar()).isEqualTo(2_300);
    }

    /** A file that starts at noon: the morning of its first day is the morning that follows. */
    @Test
    void aFileMayStartAtAnyTimeOfDay() {
        Recording recording = recording(day(12));

        assertThat(recording.at(0, 12 * 3_600)).isEqualTo(new Recording.Row(100_000, 0));
        assertThat(recording.at(0, 0)).isEqualTo(recording.at(1, 0)).isEqualTo(new Recording.Row(1_100_000, 1_200));
    }

    @Test
    void everyProblemNamesItsLineAndReason() {
        List<String> lines = day(0);
        lines.set(3, "2011-12-01 02:00:00,,0.0");
        lines.set(4, "2011-12-01 03:00:00,-0.1,1001");
        lines.set(5, "2011-12-01 04:00:00,0.1");
        lines.set(7, "tomorrow,0.1,0.2");

        assertThat(problems(lines))
                .containsExactly(
                        "line 4: load_kw is not a number: (empty)",
                        "line 5: load_kw is outside 0 to 1000 kW: -0.1",
                        "line 5: pv_kw is outside 0 to 1000 kW: 1001",
                        "line 6: 3 fields expected, found 2",
                        "line 7: time 2011-12-01 05:00:00 is 7200 s after the line before, the interval of this file"
                                + " is 3600 s",
                        "line 8: time is not like 2011-12-01 00:30:00: tomorrow",
                        "line 9: time 2011-12-01 07:00:00 is 7200 s after the line before, the interval of this file"
                                + " is 3600 s");
    }

    @Test
    void aFileWithAnotherHeaderIsRejected() {
        assertThat(problems(List.of("zeit;last;pv"))).containsExactly("line 1: the header has to be " + HEADER);
        assertThat(problems(List.of())).containsExactly("line 1: the header has to be " + HEADER);
    }

    @Test
    void aFileShorterThanADayIsRejected() {
        assertThat(problems(day(0).subList(0, 20)))
                .containsExactly("line 20: the file ends before a whole day is recorded");
        assertThat(problems(List.of(HEADER, "2011-12-01 00:00:00,1,1")))
                .containsExactly("line 2: the file ends before a whole day is recorded");
    }

    @Test
    void timesThatStandStillAreRejected() {
        assertThat(problems(List.of(HEADER, "2011-12-01T00:00,1,1", "2011-12-01T00:00,1,1")))
                .containsExactly("line 3: time 2011-12-01T00:00 is 0 s after the line before, not later");
    }

    @Test
    void readsTheRealHome() throws IOException {
        Recording recording = recording(Files.readAllLines(Shared.folder("data").resolve("real-home-2011-12.csv")));

        assertThat(recording.at(0, 60)).isEqualTo(new Recording.Row(366_000, 12_000));
        assertThat(recording.at(31, 60)).isEqualTo(recording.at(0, 60));
        assertThat(recording.highestSolar()).isBetween(500_000L, 1_040_000L);
    }

    private static List<String> day(int firstHour) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int hour = 0; hour < 24; hour++) {
            int day = 1 + (firstHour + hour) / 24;
            lines.add(String.format(
                    "2011-12-%02d %02d:00:00,%d.1,0.%04d", day, (firstHour + hour) % 24, hour / 10, hour));
        }
        return lines;
    }

    private static Recording recording(List<String> lines) {
        Outcome outcome = ProfileCsv.read(lines);
        assertThat(outcome).isInstanceOf(Read.class);
        return ((Read) outcome).recording();
    }

    private static List<String> problems(List<String> lines) {
        Outcome outcome = ProfileCsv.read(lines);
        assertThat(outcome).isInstanceOf(Rejected.class);
        return ((Rejected) outcome).problems();
    }
}
