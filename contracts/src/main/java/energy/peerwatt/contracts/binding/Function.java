package energy.peerwatt.contracts.binding;

import energy.peerwatt.messages.evidence.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** @param signature name and types as Solidity writes them, e.g. {@code transfer(address,uint256)} */
record Function(String signature) {
    byte[] selector() {
        return Arrays.copyOf(Hashing.keccak256(signature.getBytes(StandardCharsets.UTF_8)), 4);
    }

    Arguments with() {
        return new Arguments(selector());
    }
}
