package energy.peerwatt.contracts.deployment;

import energy.peerwatt.contracts.binding.Creation;
import energy.peerwatt.contracts.binding.EscrowContract;
import energy.peerwatt.contracts.binding.WattTokenContract;
import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.contracts.chain.Receipt;
import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.contracts.wallet.Wallet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the contracts on a chain. Addresses follow from the plan and the administrator alone (CREATE2), so running it
 * again, also after a crash half-way, does only what is still missing.
 */
public final class Deployment {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChainClient chain;
    private final DirectTransactor transactor;

    /** @param admin pays, administers all contracts, registers accounts and mints the test euro */
    public Deployment(ChainClient chain, Wallet admin) {
        this.chain = chain;
        this.transactor = new DirectTransactor(chain, admin, PATIENCE);
    }

    /** Deploys what is missing and writes {@code addresses.json}; keeps the blocks that an earlier run wrote there. */
    public Addresses run(DeploymentPlan plan, Path file) {
        Addresses addresses = deploy(plan, Files.exists(file) ? Addresses.blocks(file, chain.chainId()) : Map.of());
        addresses.write(file);
        return addresses;
    }

    /**
     * Deploys what is missing. The blocks of contracts that are there already are given as 0.
     *
     * @throws WrongDeployment if the chain has no deterministic deployer
     */
    public Addresses run(DeploymentPlan plan) {
        return deploy(plan, Map.of());
    }

    private Addresses deploy(DeploymentPlan plan, Map<Address, Long> known) {
        long chainId = chain.chainId();
        DemoWallets.requireOwnKey(transactor.wallet(), chainId);
        if (chain.codeAt(Create2.DEPLOYER).length == 0) {
            throw new WrongDeployment(List.of("no deterministic deployer at " + Create2.DEPLOYER));
        }
        Address admin = transactor.wallet().address();
        Piece token = new Piece(plan, Creation.testEuro(admin));
        Piece registry = new Piece(plan, Creation.deviceRegistry(admin));
        Piece escrow = new Piece(
                plan,
                Creation.escrow(
                        token.address(), plan.thaw(), admin, plan.reserved().inOrder()));
        Piece ledger = new Piece(
                plan,
                Creation.settlementLedger(
                        plan.cell(), escrow.address(), plan.challengeWindow(), admin, plan.operator()));

        Piece watt = new Piece(plan, Creation.wattToken(admin));
        Piece distributor = new Piece(
                plan, Creation.rewardDistributor(watt.address(), plan.challengeWindow(), admin, plan.operator()));

        Map<Address, Long> blocks = new HashMap<>(known);
        blocks.putAll(deploy(List.of(token, registry, escrow, ledger, watt, distributor)));

        EscrowContract escrowContract = new EscrowContract(escrow.address());
        if (escrowContract.ledger(chain).equals(Address.ZERO)) {
            transactor.send(escrowContract.setLedger(ledger.address()));
        }
        WattTokenContract wattContract = new WattTokenContract(watt.address());
        if (!wattContract.mayMint(chain, distributor.address())) {
            transactor.send(wattContract.letMint(distributor.address()));
        }
        return new Addresses(
                chainId,
                place(token.address(), blocks),
                place(registry.address(), blocks),
                place(escrow.address(), blocks),
                place(ledger.address(), blocks),
                place(watt.address(), blocks),
                place(distributor.address(), blocks));
    }

    private Map<Address, Long> deploy(List<Piece> pieces) {
        List<Piece> missing = pieces.stream()
                .filter(piece -> chain.codeAt(piece.address()).length == 0)
                .toList();
        List<ContractCall> calls = missing.stream().map(Piece::deploy).toList();
        List<Receipt> receipts = calls.isEmpty() ? List.of() : transactor.sendAll(calls);
        Map<Address, Long> blocks = new HashMap<>();
        List<String> absent = new ArrayList<>();
        for (int i = 0; i < missing.size(); i++) {
            Address address = missing.get(i).address();
            blocks.put(address, receipts.get(i).blockNumber());
            if (chain.codeAt(address).length == 0) {
                absent.add("the deployer left nothing at " + address);
            }
        }
        if (!absent.isEmpty()) {
            throw new WrongDeployment(absent);
        }
        return blocks;
    }

    private Addresses.Place place(Address address, Map<Address, Long> blocks) {
        return new Addresses.Place(address, Addresses.codeHash(chain, address), blocks.getOrDefault(address, 0L));
    }

    private record Piece(DeploymentPlan plan, byte[] creationCode) {
        Address address() {
            return Create2.address(plan.salt(), creationCode);
        }

        ContractCall deploy() {
            return Create2.deploy(plan.salt(), creationCode);
        }
    }
}
