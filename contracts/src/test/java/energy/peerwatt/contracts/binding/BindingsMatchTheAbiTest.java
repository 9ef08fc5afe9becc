package energy.peerwatt.contracts.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BindingsMatchTheAbiTest {

    static Stream<Arguments> bindings() {
        return Stream.of(
                Arguments.of("DeviceRegistry", DeviceRegistryContract.class, 14),
                Arguments.of("Escrow", EscrowContract.class, 18),
                Arguments.of("SettlementLedger", SettlementLedgerContract.class, 9),
                Arguments.of("TestEuro", TestEuroContract.class, 5),
                Arguments.of("WattToken", WattTokenContract.class, 4),
                Arguments.of("RewardDistributor", RewardDistributorContract.class, 9));
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void everySignatureIsInTheCommittedAbi(String contract, Class<?> binding, int atLeast) throws Exception {
        List<String> used = new ArrayList<>();
        for (Field field : binding.getDeclaredFields()) {
            if (field.getType() == Function.class) {
                used.add("function " + ((Function) field.get(null)).signature());
            } else if (field.getType() == EventType.class) {
                used.add("event " + ((EventType) field.get(null)).signature());
            }
        }

        assertThat(used).hasSizeGreaterThanOrEqualTo(atLeast);
        assertThat(signatures(Artifact.of(contract).abi())).containsAll(used);
    }

    private static TreeSet<String> signatures(JsonNode abi) {
        return abi.valueStream()
                .filter(entry -> entry.has("name"))
                .map(entry ->
                        entry.get("type").asText() + " " + entry.get("name").asText() + types(entry.get("inputs")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String types(JsonNode inputs) {
        return inputs.valueStream()
                .map(input -> input.get("type").asText().equals("tuple")
                        ? types(input.get("components"))
                        : input.get("type").asText())
                .collect(Collectors.joining(",", "(", ")"));
    }
}
