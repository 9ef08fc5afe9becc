package energy.peerwatt.contracts.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.peerwatt.contracts.binding.DeviceRegistryContract;
import energy.peerwatt.contracts.binding.EscrowContract;
import energy.peerwatt.contracts.binding.RewardDistributorContract;
import energy.peerwatt.contracts.binding.SettlementLedgerContract;
import energy.peerwatt.contracts.binding.TestEuroContract;
import energy.peerwatt.contracts.binding.WattTokenContract;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the contracts of a deployment are: the file {@code addresses.json} that every user of the chain starts from.
 *
 * @param chainId of the chain they stand on
 * @param token the money in escrow
 * @param watt the reward token
 * @param distributor pays rewards
 */
public record Addresses(
        long chainId, Place token, Place registry, Place escrow, Place ledger, Place watt, Place distributor) {
    private static final List<String> PLACES = List.of("token", "registry", "escrow", "ledger", "watt", "distributor");

    /**
     * @param codeHash Keccak-256 of the code at the address
     * @param block no event of the contract is in an earlier block
     */
    public record Place(Address address, Hash32 codeHash, long block) {}

    /**
     * @throws UncheckedIOException if there is no such file or it is none of these
     * @throws WrongDeployment if contracts are missing in it: it is of an earlier version, the deployment adds them
     */
    public static Addresses read(Path file) {
        try {
            JsonMapper json = new JsonMapper();
            JsonNode found = json.readTree(file.toFile());
            List<String> missing =
                    PLACES.stream().filter(name -> !found.hasNonNull(name)).toList();
            if (!missing.isEmpty()) {
                throw new WrongDeployment(List.of(file + " does not name " + String.join(", ", missing)
                        + ": run the deployment again, it adds what is missing"));
            }
            return json.treeToValue(found, Addresses.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read contract addresses from " + file, e);
        }
    }

    /** The first blocks of the contracts on this chain that a file of this or an earlier version names. */
    static Map<Address, Long> blocks(Path file, long chainId) {
        try {
            JsonMapper json = new JsonMapper();
            JsonNode found = json.readTree(file.toFile());
            Map<Address, Long> blocks = new HashMap<>();
            for (String name : PLACES) {
                if (found.path("chainId").asLong() == chainId && found.hasNonNull(name)) {
                    Place place = json.treeToValue(found.get(name), Place.class);
                    blocks.put(place.address(), place.block());
                }
            }
            return blocks;
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
            for (int i = 0; i < PLACES.size(); i++) {
                Place place = places().get(i);
                Hash32 actual = codeHash(chain, place.address());
                if (!actual.equals(place.codeHash())) {
                    differences.add("code of " + PLACES.get(i) + " at " + place.address() + " hashes to " + actual
                            + ", expected " + place.codeHash());
                }
            }
        }
        if (!differences.isEmpty()) {
            throw new WrongDeployment(differences);
        }
    }

    private List<Place> places() {
        return List.of(token, registry, escrow, ledger, watt, distributor);
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

    public WattTokenContract wattContract() {
        return new WattTokenContract(watt.address());
    }

    public RewardDistributorContract distributorContract() {
        return new RewardDistributorContract(distributor.address());
    }

    static Hash32 codeHash(ChainClient chain, Address address) {
        return Hash32.of(Hashing.keccak256(chain.codeAt(address)));
    }
}
