/// All that an allocation API asks of its store; every backend passes one suite of tests.
package typealias MarketStore = RentalStore & MachineStore & NoticeStore & HealthStore & RequestStore & LeaseStore
