package energy.peerwatt.contracts.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.peerwatt.messages.evidence.Hash32;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/**
 * A compiled contract as it is committed next to the sources.
 *
 * @param inputHash Keccak-256 of what the compiler was given
 * @param bytecode creation code, 0x and hex digits
 */
public record Artifact(String contract, String compiler, Hash32 inputHash, String bytecode, JsonNode abi) {
    /** @param contract its name, e.g. Escrow */
    public static Artifact of(String contract) {
        String name = "/energy/peerwatt/contracts/artifacts/" + contract + ".json";
        try (InputStream in = Artifact.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no committed artifact of a contract " + contract);
            }
            return new JsonMapper().readValue(in, Artifact.class);
        } catch (IOException e) {
            throw new UncheckedIOException("committed artifact is unreadable: " + name, e);
        }
    }

    /** Creation code followed by the constructor's arguments. */
    byte[] creationCode(Arguments constructor) {
        byte[] code = HexFormat.of().parseHex(bytecode, 2, bytecode.length());
        byte[] arguments = constructor.encode();
        byte[] joined = new byte[code.length + arguments.length];
        System.arraycopy(code, 0, joined, 0, code.length);
        System.arraycopy(arguments, 0, joined, code.length, arguments.length);
        return joined;
    }
}
