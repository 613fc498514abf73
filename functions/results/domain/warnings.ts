/** What an upload may carry without its reader seeing it, by the codes that a back office confirms. */
export const warningCodes = ['earlier_revision', 'hidden_layer', 'hidden_note', 'private_data'] as const;
