// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Escrow} from "../../main/solidity/Escrow.sol";
import {SettlementLedger} from "../../main/solidity/SettlementLedger.sol";
import {Stack} from "./Stack.sol";

contract SettlementLedgerTest is Stack {
    function setUp() external {
        deployStack();
        openMembers(6);
        fund(4, 1_000);
    }

    function testCommitChainsHeaders() external {
        SettlementLedger.Header memory first = firstHeader();
        bytes32 hash = keccak256(abi.encode(bytes32(0), first, uint64(START)));
        vm.expectEmit(address(ledger));
        emit SettlementLedger.BatchCommitted(1, hash, bytes32(0), uint64(START), first);
        ledger.commit(first);
        same(ledger.headHash(), hash, "first");

        vm.warp(START + 60);
        SettlementLedger.Header memory second = next(first);
        ledger.commit(second);
        same(ledger.headHash(), keccak256(abi.encode(hash, second, uint64(START + 60))), "second");
        same(ledger.hashOf(1), hash, "ring keeps the first");
        same(ledger.hashOf(0), bytes32(0), "nothing before the first");
    }

    function testOnlyTheOperatorCommits() external {
        vm.prank(owner(4));
        vm.expectRevert();
        ledger.commit(firstHeader());
    }

    function testRefusesAnotherVersion() external {
        SettlementLedger.Header memory header = firstHeader();
        header.version = 2;
        refused(header, abi.encodeWithSelector(SettlementLedger.WrongVersion.selector, uint8(2)));
    }

    function testRefusesAnotherCell() external {
        SettlementLedger.Header memory header = firstHeader();
        header.cell = bytes16(uint128(1));
        refused(header, abi.encodeWithSelector(SettlementLedger.WrongCell.selector, header.cell));
    }

    function testRefusesAGapInNumbers() external {
        SettlementLedger.Header memory header = firstHeader();
        header.number = 2;
        refused(header, abi.encodeWithSelector(SettlementLedger.WrongNumber.selector, uint64(1)));
    }

    function testRefusesARepeatedNumber() external {
        ledger.commit(firstHeader());
        refused(firstHeader(), abi.encodeWithSelector(SettlementLedger.WrongNumber.selector, uint64(2)));
    }

    function testFirstPeriodIsOne() external {
        SettlementLedger.Header memory header = firstHeader();
        header.period = 2;
        refused(header, abi.encodeWithSelector(SettlementLedger.WrongPeriod.selector, uint32(1)));
    }

    function testPeriodChangesAfterItsLastBatchOnly() external {
        SettlementLedger.Header memory first = firstHeader();
        ledger.commit(first);
        SettlementLedger.Header memory second = next(first);
        second.period = 2;
        refused(second, abi.encodeWithSelector(SettlementLedger.WrongPeriod.selector, uint32(1)));
        second.period = 1;
        second.endsPeriod = true;
        ledger.commit(second);
        SettlementLedger.Header memory third = next(second);
        third.period = 1;
        refused(third, abi.encodeWithSelector(SettlementLedger.WrongPeriod.selector, uint32(2)));
        third.period = 2;
        ledger.commit(third);
    }

    function testSlotsFollowWithoutGapOrOverlap(uint32 from) external {
        SettlementLedger.Header memory first = firstHeader();
        ledger.commit(first);
        SettlementLedger.Header memory second = next(first);
        vm.assume(from != second.slotFrom && from < type(uint32).max);
        second.slotFrom = from;
        second.slotTo = from + 1;
        refused(second, abi.encodeWithSelector(SettlementLedger.WrongSlots.selector, first.slotTo));
    }

    function testSlotRangeIsNotEmpty() external {
        SettlementLedger.Header memory header = firstHeader();
        header.slotTo = header.slotFrom;
        refused(header, abi.encodeWithSelector(SettlementLedger.WrongSlots.selector, uint32(0)));
    }

    function testCapsRecords() external {
        SettlementLedger.Header memory header = firstHeader();
        header.records = 14_001;
        refused(header, abi.encodeWithSelector(SettlementLedger.TooManyRecords.selector, uint32(14_001)));
        header.records = 14_000;
        ledger.commit(header);
    }

    function testRootIsZeroExactlyWithoutRecords() external {
        SettlementLedger.Header memory header = firstHeader();
        header.records = 0;
        refused(header, abi.encodeWithSelector(SettlementLedger.WrongRoot.selector));
        header.recordsRoot = bytes32(0);
        header.records = 1;
        refused(header, abi.encodeWithSelector(SettlementLedger.WrongRoot.selector));
    }

    function testAccountsAreBetweenFourAndThoseOpened() external {
        SettlementLedger.Header memory header = firstHeader();
        header.accounts = 3;
        refused(header, abi.encodeWithSelector(SettlementLedger.WrongAccounts.selector, uint16(3)));
        header.accounts = 7;
        refused(header, abi.encodeWithSelector(SettlementLedger.WrongAccounts.selector, uint16(7)));
        header.accounts = 6;
        ledger.commit(header);
    }

    function testNoMoreThanAThousandAndTwentyFourAccounts() external {
        openMembers(1_025);
        SettlementLedger.Header memory header = firstHeader();
        header.accounts = 1_025;
        refused(header, abi.encodeWithSelector(SettlementLedger.WrongAccounts.selector, uint16(1_025)));
        header.accounts = 1_024;
        ledger.commit(header);
    }

    function testAccountsDoNotShrinkWithinAPeriod() external {
        SettlementLedger.Header memory first = firstHeader();
        ledger.commit(first);
        SettlementLedger.Header memory second = next(first);
        second.accounts = 5;
        refused(second, abi.encodeWithSelector(SettlementLedger.WrongAccounts.selector, uint16(5)));
    }

    function testNothingIsCommittedOrClosedWhilePaused() external {
        ledger.pause();
        refused(firstHeader(), abi.encodeWithSelector(SettlementLedger.IsPaused.selector));
        vm.expectRevert(abi.encodeWithSelector(SettlementLedger.IsPaused.selector));
        ledger.close(firstHeader(), bytes32(0), uint64(START), "");
        ledger.unpause();
        ledger.commit(firstHeader());
    }

    function testOnlyGuardiansPause() external {
        vm.prank(owner(0));
        vm.expectRevert();
        ledger.pause();
    }

    function testCloseAppliesTheNetAfterTheWindow() external {
        bytes memory net = paid(1_000);
        SettlementLedger.Header memory last = closing(net);
        ledger.commit(last);
        vm.warp(START + WINDOW - 1);
        vm.expectRevert(abi.encodeWithSelector(SettlementLedger.StillChallengeable.selector, START + WINDOW));
        ledger.close(last, bytes32(0), uint64(START), net);
        vm.warp(START + WINDOW);
        vm.expectEmit(address(ledger));
        emit SettlementLedger.PeriodClosed(1, 1, 6, keccak256(net));
        vm.expectEmit(address(escrow));
        emit Escrow.NetApplied(1, keccak256(net));
        vm.prank(address(0x5706));
        ledger.close(last, bytes32(0), uint64(START), net);
        same(escrow.balanceOf(4), 999_000, "buyer");
        same(escrow.balanceOf(5), 1_000, "seller");
        same(ledger.closedPeriods(), 1, "closed");
    }

    function testAPeriodClosesOnce() external {
        bytes memory net = paid(1_000);
        SettlementLedger.Header memory last = closing(net);
        ledger.commit(last);
        vm.warp(START + WINDOW);
        ledger.close(last, bytes32(0), uint64(START), net);
        vm.expectRevert(abi.encodeWithSelector(SettlementLedger.UnknownBatch.selector, uint64(1)));
        ledger.close(last, bytes32(0), uint64(START), net);
    }

    function testCloseNeedsTheCommittedHeader(uint256 seed) external {
        bytes memory net = paid(1_000);
        SettlementLedger.Header memory last = closing(net);
        ledger.commit(last);
        vm.warp(START + WINDOW);
        uint256 which = seed % 5;
        bytes32 prev = which == 0 ? bytes32(seed | 1) : bytes32(0);
        uint64 committedAt = which == 1 ? uint64(START - 1) : uint64(START);
        if (which == 2) last.accounts = 5;
        if (which == 3) last.wh += 1;
        if (which == 4) last.cumNetHash = keccak256("other");
        vm.expectRevert(abi.encodeWithSelector(SettlementLedger.UnknownBatch.selector, uint64(1)));
        ledger.close(last, prev, committedAt, net);
    }

    function testCloseNeedsTheCommittedNet() external {
        SettlementLedger.Header memory last = closing(paid(1_000));
        ledger.commit(last);
        vm.warp(START + WINDOW);
        vm.expectRevert(abi.encodeWithSelector(SettlementLedger.WrongNet.selector));
        ledger.close(last, bytes32(0), uint64(START), paid(1_001));
    }

    function testOnlyTheLastBatchOfAPeriodCloses() external {
        ledger.commit(firstHeader());
        vm.warp(START + WINDOW);
        vm.expectRevert(abi.encodeWithSelector(SettlementLedger.NotEndOfPeriod.selector, uint64(1)));
        ledger.close(firstHeader(), bytes32(0), uint64(START), paid(1_000));
    }

    function testNextPeriodGoesOnBeforeThisOneIsClosed() external {
        bytes memory net = paid(1_000);
        SettlementLedger.Header memory last = closing(net);
        ledger.commit(last);
        bytes32 firstHash = ledger.headHash();
        SettlementLedger.Header memory second = next(last);
        second.endsPeriod = true;
        second.cumNetHash = keccak256(net);
        ledger.commit(second);
        vm.warp(START + WINDOW);
        vm.expectRevert(abi.encodeWithSelector(SettlementLedger.WrongPeriod.selector, uint32(1)));
        ledger.close(second, firstHash, uint64(START), net);
        ledger.close(last, bytes32(0), uint64(START), net);
        ledger.close(second, firstHash, uint64(START), net);
        same(escrow.balanceOf(5), 2_000, "both periods");
    }

    function testAnOpenPeriodIsNeverOverwritten() external {
        SettlementLedger.Header memory header = firstHeader();
        for (uint256 i = 0; i < 4_096; i++) {
            ledger.commit(header);
            header = next(header);
        }
        refused(header, abi.encodeWithSelector(SettlementLedger.TooManyOpenBatches.selector, uint64(1)));
    }

    function refused(SettlementLedger.Header memory header, bytes memory reason) private {
        vm.expectRevert(reason);
        ledger.commit(header);
    }

    function next(SettlementLedger.Header memory last) private pure returns (SettlementLedger.Header memory following) {
        following = firstHeader();
        following.number = last.number + 1;
        following.period = last.period + (last.endsPeriod ? 1 : 0);
        following.slotFrom = last.slotTo;
        following.slotTo = last.slotTo + 3;
    }

    function closing(bytes memory net) private pure returns (SettlementLedger.Header memory header) {
        header = firstHeader();
        header.endsPeriod = true;
        header.cumNetHash = keccak256(net);
    }

    function paid(int64 amount) private pure returns (bytes memory) {
        int64[] memory net = new int64[](6);
        (net[4], net[5]) = (-amount, amount);
        return packNet(net);
    }
}
