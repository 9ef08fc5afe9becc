package energy.peerwatt.contracts.deployment;

import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.peerwatt.contracts.binding.DeviceRegistryContract;
import energy.peerwatt.contracts.binding.EscrowContract;
import energy.peerwatt.contracts.binding.SettlementLedgerContract;
import energy.peerwatt.contracts.binding.TestEuroContract;
import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the contracts of a deployment are: the file {@code addresses.json} that every user of the chain starts from.
 *
 * @param chainId of the chain they stand on
 */
public record Addresses(long chainId, Place token, Place registry, Place escrow, Place ledger) {

    /**
     * @param codeHash Keccak-256 of the code at the address
     * @param block no event of the contract is in an earlier block
     */
    public record Place(Address address, Hash32 codeHash, long block) {}

    /** @throws UncheckedIOException if there is no such file or it is none of these */
    public static Addresses read(Path file) {
        try {
            return new JsonMapper().readValue(file.toFile(), Addresses.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read contract addresses from " + file, e);
        }
    }

    /** Replaces the file in one step. */
    public void write(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(beside.toFile(), this);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write contract addresses to " + file, e);
        }
    }

    /**
     * Asks the chain whether it is the one meant and whether the code there is the code that was deployed.
     *
     * @throws WrongDeployment naming every difference
     */
    public void verify(ChainClient chain) {
        List<String> differences = new ArrayList<>();
        long actualChain = chain.chainId();
        if (actualChain != chainId) {
            differences.add("chain id is " + actualChain + ", expected " + chainId);
        } else {
            Map.of("token", token, "registry", registry, "escrow", escrow, "ledger", ledger)
                    .forEach((name, place) -> {
                        Hash32 actual = codeHash(chain, place.address());
                        if (!actual.equals(place.codeHash())) {
                            differences.add("code of " + name + " at " + place.address() + " hashes to " + actual
                                    + ", expected " + place.codeHash());
                        }
                    });
        }
        if (!differences.isEmpty()) {
            throw new WrongDeployment(differences);
        }
    }

    public TestEuroContract tokenContract() {
        return new TestEuroContract(token.address());
    }

    public DeviceRegistryContract registryContract() {
        return new DeviceRegistryContract(registry.address());
    }

    public EscrowContract escrowContract() {
        return new EscrowContract(escrow.address());
    }

    public SettlementLedgerContract ledgerContract() {
        return new SettlementLedgerContract(ledger.address());
    }

    static Hash32 codeHash(ChainClient chain, Address address) {
        return Hash32.of(Hashing.keccak256(chain.codeAt(address)));
    }
}
