package neuratrade.risk;

/** What {@code risk.state} keeps: an account or, in every partition, the kill switch. */
public sealed interface RiskState permits Account, KillSwitch {}
