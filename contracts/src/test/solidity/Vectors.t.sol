// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Pwb1} from "../../main/solidity/Pwb1.sol";
import {SettlementLedger} from "../../main/solidity/SettlementLedger.sol";
import {Checks} from "./Checks.sol";
import {Stack} from "./Stack.sol";

/// @dev The contracts against batches made by tools/vectors.js; JUnit reads the same file.
contract VectorsTest is Stack {
    string private json;
    uint256 private constant BATCHES = 4;

    function setUp() external {
        json = vm.readFile("src/test/resources/vectors/batches.json");
        deployStack();
        openMembers(16);
        for (uint256 i = 0; i < 16; i++) {
            fund(i, 1e18);
        }
    }

    function testPackedDataGivesWhatTheHeaderSays() external view {
        for (uint256 b = 0; b < BATCHES; b++) {
            SettlementLedger.Header memory header = headerOf(b);
            bytes memory packed = vm.parseJsonBytes(json, pathOf(b, ".packed"));
            (Pwb1.Totals memory totals, bytes memory net) =
                Pwb1.recompute(packed, vm.parseJsonBytes(json, pathOf(b, ".previousNet")), header.accounts);
            same(keccak256(packed), header.dataHash, "dataHash");
            same(totals.wh, header.wh, "wh");
            same(totals.paid, header.paid, "paid");
            same(totals.records, header.records, "records");
            same(keccak256(net), header.cumNetHash, "cumNetHash");
            same(keccak256(net), keccak256(vm.parseJsonBytes(json, pathOf(b, ".cumNet"))), "cumNet");
            if (header.records > 0) {
                holds(totals.firstSlot >= header.slotFrom && totals.lastSlot < header.slotTo, "slots");
            }
        }
    }

    function testEveryLeafIsInTheTree() external view {
        for (uint256 b = 0; b < BATCHES; b++) {
            SettlementLedger.Header memory header = headerOf(b);
            for (uint256 i = 0; i < header.records; i++) {
                bytes32 leaf = leafOf(b, i, header.number);
                same(leaf, vm.parseJsonBytes32(json, inLeaf(b, i, ".hash")), "leaf");
                bytes32[] memory proof = vm.parseJsonBytes32Array(json, inLeaf(b, i, ".proof"));
                holds(MerkleProof.verify(proof, header.recordsRoot, leaf), "proof");
            }
        }
    }

    function testTheLedgerTakesTheBatchesAndClosesBothPeriods() external {
        for (uint256 b = 0; b < BATCHES; b++) {
            vm.warp(vm.parseJsonUint(json, pathOf(b, ".committedAt")));
            ledger.commit(headerOf(b));
            same(ledger.headHash(), vm.parseJsonBytes32(json, pathOf(b, ".hash")), "hash");
        }
        vm.warp(START + 1_000);
        for (uint256 b = 2; b < BATCHES; b++) {
            ledger.close(
                headerOf(b),
                vm.parseJsonBytes32(json, pathOf(b, ".prev")),
                uint64(vm.parseJsonUint(json, pathOf(b, ".committedAt"))),
                vm.parseJsonBytes(json, pathOf(b, ".cumNet"))
            );
        }
        same(ledger.closedPeriods(), 2, "closed");
        same(sumOfBalances(), 16 * 1e21, "nothing lost");
    }

    function headerOf(uint256 b) private view returns (SettlementLedger.Header memory header) {
        header.version = uint8(number(b, ".header.version"));
        header.cell = bytes16(vm.parseJsonBytes(json, pathOf(b, ".header.cell")));
        header.number = uint64(number(b, ".header.number"));
        header.period = uint32(number(b, ".header.period"));
        header.endsPeriod = vm.parseJsonBool(json, pathOf(b, ".header.endsPeriod"));
        header.slotSeconds = uint32(number(b, ".header.slotSeconds"));
        header.slotFrom = uint32(number(b, ".header.slotFrom"));
        header.slotTo = uint32(number(b, ".header.slotTo"));
        header.records = uint32(number(b, ".header.records"));
        header.accounts = uint16(number(b, ".header.accounts"));
        header.wh = uint64(number(b, ".header.wh"));
        header.paid = uint128(number(b, ".header.paid"));
        header.paramsVersion = uint32(number(b, ".header.paramsVersion"));
        header.recordsRoot = vm.parseJsonBytes32(json, pathOf(b, ".header.recordsRoot"));
        header.dataHash = vm.parseJsonBytes32(json, pathOf(b, ".header.dataHash"));
        header.cumNetHash = vm.parseJsonBytes32(json, pathOf(b, ".header.cumNetHash"));
    }

    function leafOf(uint256 b, uint256 i, uint64 batch) private view returns (bytes32) {
        bytes memory encoded = abi.encode(
            vm.parseJsonBytes32(json, inLeaf(b, i, ".salt")),
            batch,
            vm.parseJsonUint(json, inLeaf(b, i, ".index")),
            vm.parseJsonUint(json, inLeaf(b, i, ".slot")),
            vm.parseJsonUint(json, inLeaf(b, i, ".payer")),
            vm.parseJsonUint(json, inLeaf(b, i, ".payee")),
            vm.parseJsonUint(json, inLeaf(b, i, ".wh")),
            vm.parseJsonUint(json, inLeaf(b, i, ".price")),
            vm.parseJsonBytes32(json, inLeaf(b, i, ".bidHash")),
            vm.parseJsonBytes32(json, inLeaf(b, i, ".askHash")),
            vm.parseJsonBytes32(json, inLeaf(b, i, ".readingsRoot"))
        );
        return keccak256(bytes.concat(keccak256(encoded)));
    }

    function number(uint256 b, string memory field) private view returns (uint256) {
        return vm.parseJsonUint(json, pathOf(b, field));
    }

    function pathOf(uint256 b, string memory field) private pure returns (string memory) {
        return string.concat(".batches[", vm.toString(b), "]", field);
    }

    function inLeaf(uint256 b, uint256 i, string memory field) private pure returns (string memory) {
        return pathOf(b, string.concat(".leaves[", vm.toString(i), "]", field));
    }
}

/// @dev Reward trees made by tools/vectors.js, leaf by leaf.
contract RewardVectorsTest is Checks {
    function testEveryRewardIsInItsTree() external view {
        string memory json = vm.readFile("src/test/resources/vectors/rewards.json");
        address token = vm.parseJsonAddress(json, ".token");
        uint256[3] memory lines = [uint256(1), 2, 7];
        for (uint256 e = 0; e < lines.length; e++) {
            string memory epoch = string.concat(".epochs[", vm.toString(e), "]");
            uint256 total = 0;
            for (uint256 i = 0; i < lines[e]; i++) {
                string memory line = string.concat(epoch, ".lines[", vm.toString(i), "]");
                uint256 cumulative = vm.parseJsonUint(json, string.concat(line, ".cumulative"));
                address wallet = vm.parseJsonAddress(json, string.concat(line, ".wallet"));
                bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(wallet, token, cumulative))));
                bytes32[] memory proof = vm.parseJsonBytes32Array(json, string.concat(line, ".proof"));
                holds(
                    MerkleProof.verify(proof, vm.parseJsonBytes32(json, string.concat(epoch, ".root")), leaf), "proof"
                );
                total += cumulative;
            }
            same(total, vm.parseJsonUint(json, string.concat(epoch, ".total")), "total");
            bytes memory data = vm.parseJsonBytes(json, string.concat(epoch, ".data"));
            same(keccak256(data), vm.parseJsonBytes32(json, string.concat(epoch, ".dataHash")), "dataHash");
        }
    }
}
