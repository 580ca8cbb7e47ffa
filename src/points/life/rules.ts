/** How much of new earnings repays a debt (0 or below): a share of them, rounded down, and never more than is owed. */
export const repayment = (earned: number, debt: number, share: number) => Math.min(Math.floor(earned * share), -debt)
