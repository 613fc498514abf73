import * as z from 'zod';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { AgencyDirectory } from '../../../shared/platform/agency-directory.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { templatesApiContract } from '../contract.ts';
import { type TemplateName, templates } from '../domain/templates/by-name.ts';
import { type AnyWords, ownWords } from '../domain/templates/own-words.ts';
import { languages } from '../domain/templates/template.ts';
import { endTemplate, type OwnTemplatePorts, putTemplate, readTemplate } from '../usecases/own-templates.ts';
import { savedView, templateView } from '../usecases/template-view.ts';

/** What the routes need of their surroundings. */
export interface TemplateRoutePorts extends OwnTemplatePorts {
  readonly agencies: Pick<AgencyDirectory, 'named'>;
}

const wordingIn = [
  pathCode('agencyCode', AgencyCode),
  pathCode('template', z.enum(Object.keys(templates) as [TemplateName, ...TemplateName[]])),
  pathCode('channel', z.enum(['sms', 'email', 'zalo'])),
  pathCode('language', z.enum(languages)),
] as const;

/** The routes by which an operator gives agencies their own words. */
export const templateRoutes = (ports: TemplateRoutePorts): RouteHandlers<(typeof templatesApiContract)['routes']> => {
  const named = async (agencyCode: AgencyCode) => {
    const { name, shortName, website } = await ports.agencies.named(agencyCode);
    return { agencyCode, agencyName: name, shortName, website };
  };
  return {
    putTemplate: taking(wordingIn, async (request, _, agencyCode, template, channel, language) => {
      const wording = { template, channel, language };
      const body = jsonBody(ownWords[channel] as z.ZodType<AnyWords>);
      const put = taking([body], async (__, answer, words) => {
        const agency = await named(agencyCode);
        const done = await putTemplate(ports)(agencyCode, wording, words);
        return answer(done, 200, (saved) => savedView(wording, saved, agency));
      });
      return put(request);
    }),
    readTemplate: taking(wordingIn, async (_, answer, agencyCode, template, channel, language) => {
      const wording = { template, channel, language };
      const agency = await named(agencyCode);
      return answer(await readTemplate(ports)(agencyCode, wording), 200, (own) => templateView(wording, own, agency));
    }),
    endTemplate: taking(wordingIn, async (_, answer, agencyCode, template, channel, language) => {
      const wording = { template, channel, language };
      const agency = await named(agencyCode);
      return answer(await endTemplate(ports)(agencyCode, wording), 200, (own) => templateView(wording, own, agency));
    }),
  };
};
