package energy.peerwatt.contracts.deployment;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import java.util.Arrays;

/** The deterministic deployer that stands at the same address on nearly every chain, anvil included. */
final class Create2 {
    static final Address DEPLOYER = Address.of("0x4e59b44847b379578588920cA78FbF26c0B4956C");
    private static final byte[] MARK = {(byte) 0xff};

    private Create2() {}

    /** Where this code goes, on every chain. */
    static Address address(Hash32 salt, byte[] creationCode) {
        byte[] hash = Hashing.keccak256(MARK, DEPLOYER.bytes(), salt.bytes(), Hashing.keccak256(creationCode));
        return Address.of(Arrays.copyOfRange(hash, 12, 32));
    }

    static ContractCall deploy(Hash32 salt, byte[] creationCode) {
        byte[] data = new byte[32 + creationCode.length];
        System.arraycopy(salt.bytes(), 0, data, 0, 32);
        System.arraycopy(creationCode, 0, data, 32, creationCode.length);
        return new ContractCall(DEPLOYER, data);
    }
}
