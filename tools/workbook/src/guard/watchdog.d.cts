export function endWithSupervisor(): void;
