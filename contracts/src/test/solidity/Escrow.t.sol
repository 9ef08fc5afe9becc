// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Escrow} from "../../main/solidity/Escrow.sol";
import {Stack} from "./Stack.sol";

contract EscrowTest is Stack {
    function setUp() external {
        deployStack();
        openMembers(9);
    }

    function testReservesTheFirstFourAccounts() external view {
        for (uint16 i = 0; i < 4; i++) {
            same(escrow.indexOf(owner(i)), i, "index");
            same(escrow.ownerOf(i), owner(i), "owner");
        }
        same(escrow.accountCount(), 9, "accounts");
    }

    function testOpensOneAccountPerOwner() external {
        vm.expectRevert(abi.encodeWithSelector(Escrow.AccountExists.selector, owner(5), uint16(5)));
        escrow.openAccount(owner(5));
    }

    function testOnlyTheRegistrarOpensAccounts() external {
        vm.prank(owner(4));
        vm.expectRevert();
        escrow.openAccount(address(0xD00D));
    }

    function testLedgerIsNamedOnce() external {
        vm.expectRevert(abi.encodeWithSelector(Escrow.LedgerAlreadySet.selector, address(ledger)));
        escrow.setLedger(address(0xD00D));
    }

    function testNeighboursInOneSlotKeepTheirBalances(uint64 low, uint64 high) external {
        uint256 lowUnits = uint256(low) + 1;
        uint256 highUnits = uint256(high) + 1;
        fund(4, lowUnits);
        fund(5, highUnits);
        same(escrow.balanceOf(4), lowUnits * 1_000, "low half");
        same(escrow.balanceOf(5), highUnits * 1_000, "high half");
        same(token.balanceOf(address(escrow)), lowUnits + highUnits, "tokens held");
    }

    function testDepositNeedsAnAccount() external {
        token.mint(address(this), 1);
        token.approve(address(escrow), 1);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NoAccount.selector, address(0xD00D)));
        escrow.deposit(address(0xD00D), 1);
    }

    function testOnlyTheLedgerAppliesNets(address stranger) external {
        vm.assume(stranger != address(ledger));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotTheLedger.selector, stranger));
        escrow.applyNet(1, new bytes(32));
    }

    function testNetMovesBetweenAccounts() external {
        fund(4, 10);
        fund(8, 10);
        applyNet(net9(0, 5, 0, 0, -4_000, 4_005, 0, 0, -10));
        same(escrow.balanceOf(1), 5, "grid fund");
        same(escrow.balanceOf(4), 6_000, "buyer");
        same(escrow.balanceOf(5), 4_005, "seller");
        same(escrow.balanceOf(8), 9_990, "last of an odd number of accounts");
    }

    function testInsuranceCoversWhoIsShort() external {
        fund(3, 10);
        fund(4, 1);
        vm.prank(address(ledger));
        vm.expectEmit(address(escrow));
        emit Escrow.ShortfallCovered(1, 4, 3_000);
        escrow.applyNet(1, net9(0, 0, 0, 0, -4_000, 4_000, 0, 0, 0));
        same(escrow.balanceOf(3), 7_000, "insurance");
        same(escrow.balanceOf(4), 0, "short account");
        same(escrow.balanceOf(5), 4_000, "seller is paid in full");
    }

    function testInsurancesOwnNetCountsBeforeItCovers() external {
        fund(5, 2);
        applyNet(net9(0, 0, 0, 1_500, -500, -1_000, 0, 0, 0));
        same(escrow.balanceOf(3), 1_000, "insurance");
        same(escrow.balanceOf(4), 0, "short account");
        same(escrow.balanceOf(5), 1_000, "payer");
    }

    function testNetFailsWhenInsuranceIsShortToo() external {
        fund(3, 1);
        vm.prank(address(ledger));
        vm.expectRevert(abi.encodeWithSelector(Escrow.InsuranceExhausted.selector, int256(-3_000)));
        escrow.applyNet(1, net9(0, 0, 0, 0, -4_000, 4_000, 0, 0, 0));
    }

    function testNetMustBalance() external {
        fund(4, 10);
        vm.prank(address(ledger));
        vm.expectRevert(abi.encodeWithSelector(Escrow.NetNotZero.selector, int256(-1)));
        escrow.applyNet(1, net9(0, 0, 0, 0, -4_000, 3_999, 0, 0, 0));
    }

    function testNetMayNotNameUnopenedAccounts() external {
        vm.prank(address(ledger));
        vm.expectRevert(abi.encodeWithSelector(Escrow.NetLength.selector, uint256(80)));
        escrow.applyNet(1, new bytes(80));
    }

    /// The packed loop against one written for clarity: same balances, or both refuse.
    function testNetAgreesWithPlainArithmetic(uint256 seed) external {
        uint256[9] memory balances;
        for (uint256 i = 0; i < 9; i++) {
            uint256 units = within(uint256(keccak256(abi.encode(seed, "units", i))), 0, 20);
            if (units > 0) {
                fund(i, units);
            }
            balances[i] = units * 1_000;
        }
        int64[] memory net = new int64[](9);
        for (uint256 i = 0; i < 8; i++) {
            int64 amount = int64(uint64(within(uint256(keccak256(abi.encode(seed, "amount", i))), 0, 12_000)));
            net[i] -= amount;
            net[i + 1] += amount;
        }
        int256 insurance = int256(balances[3]) + net[3];
        int256[9] memory expected;
        for (uint256 i = 0; i < 9; i++) {
            if (i == 3) continue;
            expected[i] = int256(balances[i]) + net[i];
            if (expected[i] < 0) {
                insurance += expected[i];
                expected[i] = 0;
            }
        }
        vm.prank(address(ledger));
        if (insurance < 0) {
            vm.expectRevert(abi.encodeWithSelector(Escrow.InsuranceExhausted.selector, insurance));
            escrow.applyNet(1, packNet(net));
            return;
        }
        escrow.applyNet(1, packNet(net));
        expected[3] = insurance;
        for (uint16 i = 0; i < 9; i++) {
            same(escrow.balanceOf(i), uint256(expected[i]), "balance");
        }
    }

    function testWithdrawsAfterTheThawInWholeUnits() external {
        fund(4, 10);
        applyNet(net9(0, 0, 0, 0, -1, 1, 0, 0, 0));
        vm.prank(owner(4));
        escrow.requestWithdraw(50_000);
        vm.warp(START + THAW - 1);
        vm.prank(owner(4));
        vm.expectRevert(abi.encodeWithSelector(Escrow.StillThawing.selector, uint64(START + THAW)));
        escrow.withdraw();
        vm.warp(START + THAW);
        vm.prank(owner(4));
        escrow.withdraw();
        same(token.balanceOf(owner(4)), 9, "whole units paid");
        same(escrow.balanceOf(4), 999, "remainder stays");
        vm.prank(owner(4));
        vm.expectRevert(abi.encodeWithSelector(Escrow.NothingRequested.selector, uint16(4)));
        escrow.withdraw();
    }

    function testWithdrawsWhileTheLedgerIsPaused() external {
        fund(4, 10);
        ledger.pause();
        vm.prank(owner(4));
        escrow.requestWithdraw(10_000);
        vm.warp(START + THAW);
        vm.prank(owner(4));
        escrow.withdraw();
        same(token.balanceOf(owner(4)), 10, "paid");
    }

    function testThawedBalanceCanStillBeSpent() external {
        fund(4, 10);
        vm.prank(owner(4));
        escrow.requestWithdraw(10_000);
        applyNet(net9(0, 0, 0, 0, -8_000, 8_000, 0, 0, 0));
        vm.warp(START + THAW);
        vm.prank(owner(4));
        escrow.withdraw();
        same(token.balanceOf(owner(4)), 2, "what was left");
    }

    function applyNet(bytes memory net) private {
        vm.prank(address(ledger));
        escrow.applyNet(1, net);
    }

    function net9(int64 a, int64 b, int64 c, int64 d, int64 e, int64 f, int64 g, int64 h, int64 i)
        private
        pure
        returns (bytes memory)
    {
        int64[] memory net = new int64[](9);
        (net[0], net[1], net[2], net[3], net[4], net[5], net[6], net[7], net[8]) = (a, b, c, d, e, f, g, h, i);
        return packNet(net);
    }
}
