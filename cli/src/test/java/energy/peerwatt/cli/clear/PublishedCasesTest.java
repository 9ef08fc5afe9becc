package energy.peerwatt.cli.clear;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.cli.Main;
import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What public projects test their markets with, through the command; the sources stand beside the cases. */
class PublishedCasesTest {
    private static final BigDecimal MICRO_PER_CENT = BigDecimal.valueOf(10_000);

    @TempDir
    private Path folder;

    /** @param parts volume, interval or indicative price, their price */
    record Auction(String id, String sells, String buys, List<String> parts) {
        @Override
        public String toString() {
            return id + ": " + sells + " against " + buys;
        }
    }

    record Case(String name, JsonNode json) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static InputStream resource(String name) {
        return PublishedCasesTest.class.getResourceAsStream("/published/" + name);
    }

    static Stream<Auction> oneZone() throws IOException {
        try (InputStream tape = resource("one-zone.tape")) {
            return new String(tape.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> List.of(line.split(" \\| ")))
                            .map(parts -> new Auction(
                                    parts.get(0), parts.get(1), parts.get(2), parts.subList(3, parts.size())))
                            .toList()
                            .stream();
        }
    }

    static Stream<Case> others() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String name : List.of("continuous.json", "zones.json", "partners.json")) {
            try (InputStream file = resource(name)) {
                Json.mapper()
                        .readTree(file)
                        .forEach(each -> cases.add(new Case(each.get("case").textValue(), each)));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("oneZone")
    void anAuctionInOneZoneTradesTheMostAtAPriceNobodyObjectsTo(Auction auction) throws IOException {
        ObjectNode book = Json.mapper().createObjectNode();
        ArrayNode orders = book.putArray("orders");
        orders(auction.sells, "SELL", orders);
        orders(auction.buys, "BUY", orders);
        JsonNode result = clear(book);

        assertThat(result.get("volumeWh").longValue()).isEqualTo(wattHours(auction.parts.get(0)));
        assertThat(result.get("rejected")).isEmpty();
        String prices = auction.parts.get(1);
        JsonNode interval = result.get("priceIntervals").get("A");
        if (prices.equals("-") || prices.startsWith("indicative")) {
            assertThat(interval.isNull()).isTrue();
            assertThat(result.get("fills")).isEmpty();
            assertThat(result.get("indicative").asText("-")).isEqualTo(prices.equals("-") ? "-" : micro(prices));
        } else {
            List<String> lowestAndHighest = Arrays.stream(prices.split(" "))
                    .map(PublishedCasesTest::micro)
                    .toList();
            assertThat(List.of(interval.get(0).asText(), interval.get(1).asText()))
                    .isEqualTo(lowestAndHighest);
            long middle =
                    Math.floorDiv(interval.get(0).longValue() + interval.get(1).longValue() + 1, 2);
            assertThat(result.get("zonePrices").get("A").longValue()).isEqualTo(middle);
            result.get("fills")
                    .forEach(fill -> assertThat(fill.get("price").longValue()).isEqualTo(middle));
        }
        assertThat(clear(backwards(book))).isEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource("oneZone")
    void everyRuleTradesTheSameWithinTheLimits(Auction auction) throws IOException {
        ObjectNode book = Json.mapper().createObjectNode();
        ArrayNode orders = book.putArray("orders");
        orders(auction.sells, "SELL", orders);
        orders(auction.buys, "BUY", orders);
        for (String rule : List.of("SCARCITY", "MIDPOINT")) {
            JsonNode result = clear(book.put("rule", rule));
            assertThat(result.get("volumeWh").longValue()).as(rule).isEqualTo(wattHours(auction.parts.get(0)));
            result.get("fills")
                    .forEach(fill -> assertThat(fill.get("price").longValue())
                            .as(rule)
                            .isBetween(
                                    fill.get("reason").get("sellLimit").longValue(),
                                    fill.get("reason").get("buyLimit").longValue()));
        }
    }

    @ParameterizedTest
    @MethodSource("others")
    void theOtherMarketsDoWhatIsSaidOfThem(Case published) throws IOException {
        JsonNode expected = published.json;
        JsonNode result = clear(expected.get("book"));

        for (String figure : List.of("volumeWh", "welfare", "congestionRent", "indicative")) {
            if (expected.has(figure)) {
                assertThat(result.get(figure).longValue())
                        .as(figure)
                        .isEqualTo(expected.get(figure).longValue());
            }
        }
        if (expected.has("fills")) {
            assertThat(lines(result.get("fills"), "buy", " ", "wh", " of ", "sell", " at ", "price"))
                    .isEqualTo(texts(expected.get("fills")));
        }
        if (expected.has("filled")) {
            TreeMap<String, Long> filled = new TreeMap<>();
            result.get("fills").forEach(fill -> {
                filled.merge(fill.get("sell").textValue(), fill.get("wh").longValue(), Long::sum);
                filled.merge(fill.get("buy").textValue(), fill.get("wh").longValue(), Long::sum);
            });
            assertThat(Json.mapper().<JsonNode>valueToTree(filled).toString())
                    .isEqualTo(sorted(expected.get("filled")));
        }
        if (expected.has("resting")) {
            assertThat(lines(result.get("resting"), "id", " ", "wh")).isEqualTo(texts(expected.get("resting")));
        }
        List<String> rejected = new ArrayList<>();
        result.get("rejected")
                .forEach(each -> each.get("violations")
                        .forEach(violation -> rejected.add(each.get("id").textValue() + " "
                                + violation.get("code").textValue())));
        assertThat(rejected).isEqualTo(expected.has("rejected") ? texts(expected.get("rejected")) : List.of());
        result.get("fills").forEach(fill -> {
            if (expected.has("fee")) {
                assertThat(fill.get("fee").longValue())
                        .isEqualTo(expected.get("fee").longValue());
            }
            if (expected.has("within")) {
                assertThat(fill.get("price").longValue())
                        .isBetween(
                                expected.get("within").get(0).longValue(),
                                expected.get("within").get(1).longValue());
            }
        });
        for (String byZone : List.of("zonePrices", "priceIntervals")) {
            if (expected.has(byZone)) {
                expected.get(byZone)
                        .properties()
                        .forEach(zone -> assertThat(result.get(byZone).get(zone.getKey()))
                                .as(byZone + " of " + zone.getKey())
                                .hasToString(zone.getValue().toString()));
            }
        }
    }

    private static String sorted(JsonNode object) throws IOException {
        TreeMap<?, ?> sorted = Json.mapper().treeToValue(object, TreeMap.class);
        return Json.mapper().valueToTree(sorted).toString();
    }

    /** One line for each, of fields and of what stands between them. */
    private static List<String> lines(JsonNode objects, String... parts) {
        List<String> lines = new ArrayList<>();
        for (JsonNode object : objects) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < parts.length; i++) {
                line.append(i % 2 == 0 ? object.get(parts[i]).asText() : parts[i]);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.textValue()));
        return texts;
    }

    private static JsonNode backwards(ObjectNode book) {
        ObjectNode copy = book.deepCopy();
        ArrayNode orders = copy.putArray("orders");
        for (int i = book.get("orders").size() - 1; i >= 0; i--) {
            orders.add(book.get("orders").get(i));
        }
        return copy;
    }

    private static void orders(String notation, String side, ArrayNode orders) {
        for (String part : notation.equals("-") ? new String[0] : notation.split(" ")) {
            String[] times = part.split("x");
            String[] priceAndQuantity = times[0].split("@");
            String quantity = priceAndQuantity.length > 1 ? priceAndQuantity[1] : "1";
            for (int i = 0; i < (times.length > 1 ? Integer.parseInt(times[1]) : 1); i++) {
                for (String price : prices(priceAndQuantity[0])) {
                    orders.addObject()
                            .put("id", side + orders.size())
                            .put("side", side)
                            .put("wh", wattHours(quantity))
                            .put("limit", Long.parseLong(micro(price)));
                }
            }
        }
    }

    /** {@code 2..200/2}: each second price. */
    private static List<String> prices(String price) {
        String[] ends = price.split("\\.\\.");
        if (ends.length == 1) {
            return List.of(price);
        }
        String[] lastAndStep = ends[1].split("/");
        int step = lastAndStep.length > 1 ? Integer.parseInt(lastAndStep[1]) : 1;
        List<String> prices = new ArrayList<>();
        for (int each = Integer.parseInt(ends[0]); each <= Integer.parseInt(lastAndStep[0]); each += step) {
            prices.add(Integer.toString(each));
        }
        return prices;
    }

    private static String micro(String cents) {
        return new BigDecimal(cents.replace("indicative ", ""))
                .multiply(MICRO_PER_CENT)
                .toBigIntegerExact()
                .toString();
    }

    private static long wattHours(String kilowattHours) {
        return new BigDecimal(kilowattHours).movePointRight(3).longValueExact();
    }

    private JsonNode clear(JsonNode book) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "book", ".json"), book.toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("clear", file.toString());
        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        return Json.mapper().readTree(out.toString());
    }
}
