package energy.peerwatt.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.village.Runs;
import energy.peerwatt.verifier.village.Tamper;
import energy.peerwatt.verifier.village.Village;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One village for all: a test changes a line, runs, and puts the line back. */
class TamperedBundleTest {
    private static final int PER_KIND = 2;
    private static Village village;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() {
        village = new Village(11);
    }

    @AfterAll
    static void close() {
        village.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Bundle.MANIFEST,
                Bundle.ACCOUNTS,
                Bundle.BOOKS,
                Bundle.SEALS,
                Bundle.SETTLEMENTS,
                Bundle.BATCHES,
                Bundle.RESPONSES,
                Bundle.REWARDS,
                Bundle.MANDATES
            })
    void everyKindOfValueIsHeldByTheEvidence(String file) throws IOException {
        Random random = new Random(file.hashCode());
        village.write(folder, null);
        for (Found place : sample(file, random)) {
            JsonNode before = place.place().value();
            JsonNode after = Tamper.changed(place.place(), random);
            place.place().set(after);
            expectRefusal(file, place + ": " + before + " became " + after);
            place.place().set(before);
        }
        Runs.Outcome outcome = Runs.verify(village, folderAsItWas(file));
        assertThat(outcome.exit()).as(outcome.text()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Bundle.MANIFEST,
                Bundle.ACCOUNTS,
                Bundle.BOOKS,
                Bundle.SEALS,
                Bundle.SETTLEMENTS,
                Bundle.BATCHES,
                Bundle.RESPONSES,
                Bundle.REWARDS,
                Bundle.MANDATES
            })
    void aMissingValueIsADifferenceAndNeverOverlooked(String file) throws IOException {
        Random random = new Random(file.hashCode());
        village.write(folder, null);
        Map<String, Found> onePerKind = new LinkedHashMap<>();
        sample(file, random).forEach(found -> onePerKind.put(found.place().kind(), found));
        for (Found place : onePerKind.values()) {
            JsonNode before = place.place().value();
            place.place().remove();
            expectRefusal(file, place + " removed");
            place.place().restore(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Bundle.ACCOUNTS,
                Bundle.BOOKS,
                Bundle.SEALS,
                Bundle.SETTLEMENTS,
                Bundle.BATCHES,
                Bundle.RESPONSES,
                Bundle.REWARDS,
                Bundle.MANDATES
            })
    void aLineCanNeitherVanishNorBeRepeated(String file) throws IOException {
        village.write(folder, null);
        List<ObjectNode> lines = village.files.get(file);
        for (int i = 0; i < lines.size(); i++) {
            ObjectNode line = lines.remove(i);
            expectRefusal(file, "without line " + (i + 1));
            lines.add(i, line);
            lines.add(i, line);
            expectRefusal(file, "line " + (i + 1) + " twice");
            lines.remove(i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Bundle.ACCOUNTS,
                Bundle.BOOKS,
                Bundle.SEALS,
                Bundle.SETTLEMENTS,
                Bundle.BATCHES,
                Bundle.RESPONSES,
                Bundle.REWARDS,
                Bundle.MANDATES
            })
    void linesCannotChangePlaces(String file) throws IOException {
        village.write(folder, null);
        List<ObjectNode> lines = village.files.get(file);
        // Seals alternate between two gateways, whose lines do not depend on each other.
        int distance = file.equals(Bundle.SEALS) ? 2 : 1;
        for (int i = 0; i + distance < lines.size(); i++) {
            Collections.swap(lines, i, i + distance);
            expectRefusal(file, "lines " + (i + 1) + " and " + (i + 1 + distance) + " swapped");
            Collections.swap(lines, i, i + distance);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Bundle.ACCOUNTS,
                Bundle.BOOKS,
                Bundle.SEALS,
                Bundle.SETTLEMENTS,
                Bundle.BATCHES,
                Bundle.RESPONSES,
                Bundle.REWARDS,
                Bundle.MANDATES
            })
    void anEmptiedFileIsADifference(String file) throws IOException {
        village.write(folder, null);
        Files.writeString(folder.resolve(file), "");
        Runs.Outcome outcome = Runs.verify(village, folder);
        assertThat(outcome.exit()).as(outcome.text()).isEqualTo(1);
    }

    @Test
    void namesFileLineSlotExpectedAndFound() throws IOException {
        ObjectNode trade =
                (ObjectNode) village.files.get(Bundle.SETTLEMENTS).get(2).at("/trades/0");
        JsonNode before = trade.get("settled");
        trade.set("settled", JsonNodeFactory.instance.numberNode(before.longValue() - 1));
        village.write(folder, null);
        trade.set("settled", before);
        Runs.Outcome outcome = Runs.verify(village, folder);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.text())
                .contains(
                        "DIFFERENCE in settlements.ndjson line 3, slot 2026-06-15T10:30:00Z/PT15M: trades[0].settled",
                        "expected " + before,
                        "found    " + (before.longValue() - 1));
    }

    @Test
    void aRepeatedKeyInOneLineIsRefused() throws IOException {
        village.write(folder, null);
        Path books = folder.resolve(Bundle.BOOKS);
        String text = Files.readString(books);
        Files.writeString(books, text.replaceFirst("\"bookHash\":", "\"bookHash\":\"x\",\"bookHash\":"));
        assertThat(Runs.verify(village, folder).exit()).isEqualTo(1);
    }

    @Test
    void aPaymentLeftOutIsFound() throws IOException {
        village.write(folder, null);
        ArrayNode payments =
                (ArrayNode) village.files.get(Bundle.RESPONSES).getFirst().get("payments");
        JsonNode payment = payments.remove(payments.size() - 1);
        expectRefusal(Bundle.RESPONSES, "without a payment");
        payments.add(payment);
    }

    @Test
    void aWattHourCreditedTwiceIsFound() throws IOException {
        List<ObjectNode> lines = village.files.get(Bundle.RESPONSES);
        ObjectNode again = lines.getFirst().deepCopy();
        ((ObjectNode) again.get("response")).put("event", "0192f7a0-c0de-7000-8000-00000000eeee");
        again.remove("batch");
        lines.add(again);
        village.write(folder, null);
        Runs.Outcome outcome = Runs.verify(village, folder);
        lines.remove(again);
        assertThat(outcome.text()).contains("no Wh of an account is credited in two responses");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void whoTradesCannotBeLeftOutOfASlot() throws IOException {
        ObjectNode first = village.files.get(Bundle.SETTLEMENTS).getFirst();
        ArrayNode members = (ArrayNode) first.get("members");
        String trader = first.at("/trades/0/buyer").asText();
        int at = 0;
        while (!members.get(at).get("account").asText().equals(trader)) {
            at++;
        }
        JsonNode member = members.remove(at);
        village.write(folder, null);
        Runs.Outcome outcome = Runs.verify(village, folder);
        members.insert(at, member);
        assertThat(outcome.text()).contains("an account that trades is a member");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    private record Found(String file, int line, Tamper.Place place) {
        @Override
        public String toString() {
            return file + " line " + (line + 1) + place.kind();
        }
    }

    private static List<Found> sample(String file, Random random) {
        Map<String, List<Found>> byKind = new LinkedHashMap<>();
        List<ObjectNode> lines = village.files.get(file);
        for (int i = 0; i < lines.size(); i++) {
            for (Tamper.Place place : Tamper.places(lines.get(i))) {
                if (matters(place)) {
                    byKind.computeIfAbsent(place.kind(), kind -> new ArrayList<>())
                            .add(new Found(file, i, place));
                }
            }
        }
        List<Found> sample = new ArrayList<>();
        byKind.values().forEach(found -> {
            Collections.shuffle(found, random);
            sample.addAll(found.subList(0, Math.min(PER_KIND, found.size())));
        });
        return sample;
    }

    /** Two values follow from nothing: how often a slot was revised, and a tariff that multiplies zero energy. */
    private static boolean matters(Tamper.Place place) {
        JsonNode parent = place.parent();
        return switch (place.kind()) {
            case "/revision" -> false;
            case "/members/*/feedIn" -> parent.get("exported").longValue() > 0;
            case "/members/*/retail" -> parent.get("imported").longValue() > 0;
            default -> true;
        };
    }

    private void expectRefusal(String file, String what) throws IOException {
        Runs.Outcome outcome = Runs.verify(village, folderAsItWas(file));
        assertThat(outcome.exit()).as("%s: %s", what, outcome.text()).isEqualTo(1);
        assertThat(outcome.text()).as(what).contains("DIFFERENCE in ").doesNotContainPattern("(?m)^verified$");
    }

    /** Writes the one file as the village has it now; the others stand already. */
    private Path folderAsItWas(String file) throws IOException {
        Files.write(
                folder.resolve(file),
                village.files.get(file).stream().map(ObjectNode::toString).toList());
        return folder;
    }
}
