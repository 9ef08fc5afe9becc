package energy.peerwatt.cli.clear;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.cli.Main;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClearCommandTest {
    private static final String NOON = """
            {"rule": "SCARCITY", "orders": [
              {"id": "anna", "side": "SELL", "wh": 3000, "limit": 80000},
              {"id": "ben", "side": "SELL", "wh": 2000, "limit": 80000},
              {"id": "carla", "side": "SELL", "wh": 2000, "limit": 100000},
              {"id": "dora", "side": "BUY", "wh": 1500, "limit": 280000},
              {"id": "emil", "side": "BUY", "wh": 2000, "limit": 260000}]}
            """;

    @TempDir
    private Path folder;

    private record Ran(int exitCode, List<String> out, String err) {
        JsonNode only() throws IOException {
            assertThat(err).isEmpty();
            assertThat(out).hasSize(1);
            return Json.mapper().readTree(out.getFirst());
        }
    }

    private Ran clear(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of("clear"));
        all.addAll(List.of(args));
        int exitCode = line.execute(all.toArray(String[]::new));
        return new Ran(exitCode, out.toString().lines().toList(), err.toString());
    }

    private String file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "book", ".json"), content)
                .toString();
    }

    @Test
    void printsOneLineWithEverythingThatWasDecided() throws IOException {
        JsonNode result = clear(file(NOON)).only();

        assertThat(result.get("volumeWh").longValue()).isEqualTo(3_500);
        assertThat(result.get("zonePrices").get("A").longValue()).isEqualTo(140_000);
        assertThat(result.get("priceIntervals").get("A").toString()).isEqualTo("[80000,80000]");
        assertThat(result.get("indicative").isNull()).isTrue();
        assertThat(result.get("fills").get(0).get("reason").get("k").toString())
                .isEqualTo("{\"demandWh\":3500,\"supplyWh\":7000}");
        assertThat(result.get("resting").toString())
                .isEqualTo("[{\"id\":\"anna\",\"wh\":900},{\"id\":\"ben\",\"wh\":600},{\"id\":\"carla\",\"wh\":2000}]");
    }

    @Test
    void theRuleOfTheCommandLineCountsMoreThanTheFiles() throws IOException {
        JsonNode result = clear(file(NOON), "--rule", "equilibrium").only();

        assertThat(result.get("zonePrices").get("A").longValue()).isEqualTo(80_000);
    }

    @Test
    void theSameFileGivesTheSameBytesAndOtherOrderOfSubmissionToo() throws IOException {
        String reversed = NOON.replace("anna", "x").replace("emil", "anna").replace("x", "emil");

        assertThat(clear(file(NOON)).out()).isEqualTo(clear(file(NOON)).out());
        assertThat(clear(file(NOON)).out()).isNotEqualTo(clear(file(reversed)).out());
        String late = NOON.replace("\"id\": \"anna\"", "\"submittedAt\": \"2026-06-01T10:00:00Z\", \"id\": \"anna\"");
        assertThat(clear(file(late)).out()).isEqualTo(clear(file(NOON)).out());
    }

    @Test
    void badOrdersAreRejectedWithEverythingThatIsWrongAndTheRestIsCleared() throws IOException {
        JsonNode result = clear(file("""
                        {"tick": 1000, "orders": [
                          {"id": "s", "side": "SELL", "wh": 1000, "limit": 80000},
                          {"id": "b", "side": "BUY", "wh": 1000, "limit": 90000},
                          {"id": "off", "side": "BUY", "wh": -5, "limit": 90001, "zone": "A"},
                          {"id": "odd", "side": "HOLD", "wh": 1.5, "limit": -1}]}
                        """)).only();

        assertThat(result.get("volumeWh").longValue()).isEqualTo(1_000);
        assertThat(codes(result, "off")).containsExactly("energy-range", "off-tick");
        assertThat(codes(result, "odd"))
                .containsExactlyInAnyOrder("unreadable", "unreadable", "price-range", "off-tick");
    }

    private static List<String> codes(JsonNode result, String id) {
        List<String> codes = new ArrayList<>();
        for (JsonNode rejected : result.get("rejected")) {
            if (rejected.get("id").textValue().equals(id)) {
                rejected.get("violations")
                        .forEach(each -> codes.add(each.get("code").textValue()));
            }
        }
        return codes;
    }

    @Test
    void aFileThatIsNoBookIsExplainedWithEverythingAtOnceAndTheOthersAreCleared() throws IOException {
        Ran ran = clear(
                file("""
                        {"rule": "FAIR", "zones": [{"id": "A", "parent": "B"}, {"id": "B", "parent": "A", "fee": 3}],
                         "orders": [{"id": "s", "sise": "SELL"}]}
                        """),
                file(NOON),
                file("{\"orders\": [\n  {]}"),
                folder.resolve("missing.json").toString());

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).hasSize(1);
        assertThat(ran.err())
                .contains("rule: \"FAIR\" is none of [EQUILIBRIUM, SCARCITY, MIDPOINT]")
                .contains("zones[1].fee: there is no such field; allowed are id, parent, edgeFee")
                .contains("orders[0].sise: there is no such field; allowed are id, account")
                .contains("zone A is above itself")
                .contains("line 2, column 4: is no JSON")
                .contains("missing.json: there is no such file");
    }

    @Test
    void aWrongCommandLineHasItsOwnExitCode() {
        assertThat(clear().exitCode()).isEqualTo(2);
        assertThat(clear("--rule", "FAIR", "book.json").exitCode()).isEqualTo(2);
    }

    @Test
    void zonesPreferencesAndGiftsCanBeWrittenDown() throws IOException {
        JsonNode result = clear(file("""
                        {"zones": [{"id": "A", "parent": "R", "edgeFee": 20000, "localFee": 10000, "exportLimitWh": 4000},
                                   {"id": "B", "parent": "R", "edgeFee": 20000, "localFee": 10000}],
                         "orders": [
                          {"id": "s1", "zone": "A", "side": "SELL", "wh": 10000, "limit": 80000},
                          {"id": "s2", "zone": "B", "side": "SELL", "wh": 3000, "limit": 140000},
                          {"id": "b1", "zone": "A", "side": "BUY", "wh": 4000, "limit": 280000},
                          {"id": "b2", "zone": "B", "side": "BUY", "wh": 10000,
                           "preferences": [{"limit": 260000}, {"partners": ["nobody"], "limit": 300000}]},
                          {"id": "gift", "zone": "A", "side": "SELL", "wh": 500, "giftTo": "b1"}]}
                        """)).only();

        assertThat(result.get("congestionRent").longValue()).isEqualTo(520_000_000);
        assertThat(result.get("zonePrices").get("A").longValue()).isEqualTo(80_000);
        assertThat(result.get("zonePrices").get("B").longValue()).isEqualTo(250_000);
        JsonNode gift = result.get("fills").get(0);
        assertThat(gift.get("sell").textValue()).isEqualTo("gift");
        assertThat(gift.get("price").longValue()).isZero();
        assertThat(gift.get("fee").longValue()).isEqualTo(10_000);
    }

    @Test
    void continuousTradingGoesByTimeThenByPlaceInTheFile() throws IOException {
        String book = """
                {"mode": "CONTINUOUS_OLDER", "orders": [
                  {"id": "late", "side": "SELL", "wh": 1000, "limit": 20000, "submittedAt": "2026-06-01T10:00:02Z"},
                  {"id": "bid", "side": "BUY", "wh": 1000, "limit": 40000, "submittedAt": "2026-06-01T10:00:03Z"},
                  {"id": "early", "side": "SELL", "wh": 1000, "limit": 20000, "submittedAt": "2026-06-01T10:00:01Z"},
                  {"id": "next", "side": "SELL", "wh": 1000, "limit": 20000}]}
                """;
        JsonNode result = clear(file(book)).only();

        assertThat(result.get("fills")).hasSize(1);
        assertThat(result.get("fills").get(0).get("sell").textValue()).isEqualTo("early");
        assertThat(result.get("fills").get(0).get("price").longValue()).isEqualTo(20_000);
        assertThat(result.get("zonePrices").get("A").isNull()).isTrue();
    }

    @Test
    void moreEnergyThanCanBeReckonedExactlyIsRefused() throws IOException {
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            orders.append(i == 0 ? "" : ",")
                    .append("{\"id\": \"s" + i + "\", \"side\": \"SELL\", \"wh\": 9007199254740991, \"limit\": 1}");
        }
        Ran ran = clear(file("{\"orders\": [" + orders + "]}"));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("together they have more than");
    }

    @Test
    void whatIsNotedBesideABookIsPassedOverAndNamed() throws IOException {
        String noted = NOON.replace("{\"rule\"", "{\"name\": \"P3\", \"rule\"");
        Ran ran = clear(file(noted));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo(clear(file(NOON)).out());
        assertThat(ran.err()).contains(": name: passed over, no field of a book");
    }

    @Test
    void inAnAuctionTheOrderOfTheFileChangesNothingEvenBesideADirectBuy() throws IOException {
        String first = """
                {"id": "s", "side": "SELL", "wh": 1000, "limit": 80000}""";
        String second = """
                {"id": "t", "side": "SELL", "wh": 1000, "limit": 80000}""";
        String third = """
                {"id": "d", "side": "BUY", "wh": 501, "directBuyOf": "t"}""";
        String fourth = """
                {"id": "b", "side": "BUY", "wh": 501, "limit": 90000}""";
        String all = "{\"orders\": [%s, %s, %s, %s]}";

        assertThat(clear(file(all.formatted(third, fourth, second, first))).out())
                .isEqualTo(
                        clear(file(all.formatted(first, second, third, fourth))).out());
    }

    @Test
    void timesMayHaveAnOffsetAndNoSeconds() throws IOException {
        JsonNode result = clear(file("""
                        {"mode": "CONTINUOUS_OLDER", "orders": [
                          {"id": "s", "side": "SELL", "wh": 1000, "limit": 20000, "submittedAt": "2026-06-01T12:00+02:00"},
                          {"id": "b", "side": "BUY", "wh": 1000, "limit": 40000, "submittedAt": "2026-06-01T10:00:00.001Z"}]}
                        """)).only();

        assertThat(result.get("fills").get(0).get("price").longValue()).isEqualTo(20_000);
    }
}
